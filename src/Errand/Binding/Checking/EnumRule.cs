using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Errand.Binding.Checking;

/// <summary>One of a few values, once the value is of the right type.</summary>
internal sealed class EnumRule : ValueRule
{
    private readonly ValueRule _type;
    private readonly (JsonTokenType Token, byte[] Text)[] _allowed;
    private readonly string _words;

    public EnumRule(ValueRule type, IEnumerable<JsonNode> allowed)
    {
        _type = type;
        _allowed = [.. allowed.Select(Entry)];
        IEnumerable<string> shown = _allowed.Select(a => (Encoding.UTF8.GetString(a.Text), a.Token) switch
        {
            (var text, JsonTokenType.String) => $"\"{text}\"",
            var (text, _) => text,
        });
        _words = $"must be one of {string.Join(", ", shown)}";
    }

    public override void Check(ref CheckRun run)
    {
        int faults = run.FaultCount;
        _type.Check(ref run);
        if (run.FaultCount == faults && !run.IsFull && !Holds(in run.Reader))
        {
            run.Fault(FaultCode.Enum, _words);
        }
    }

    private bool Holds(ref readonly Utf8JsonReader reader)
    {
        foreach ((JsonTokenType token, byte[] text) in _allowed)
        {
            if (token == reader.TokenType && token switch
            {
                JsonTokenType.String => reader.ValueTextEquals(text),
                // 0.5 may also be written 5e-1.
                JsonTokenType.Number => DecimalText.Compare(reader.ValueSpan, text) == 0,
                _ => true,
            })
            {
                return true;
            }
        }

        return false;
    }

    private static (JsonTokenType Token, byte[] Text) Entry(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => (JsonTokenType.String, Encoding.UTF8.GetBytes(value.GetValue<string>())),
        JsonValueKind.Number => (JsonTokenType.Number, Encoding.UTF8.GetBytes(value.ToJsonString())),
        JsonValueKind.True => (JsonTokenType.True, "true"u8.ToArray()),
        JsonValueKind.False => (JsonTokenType.False, "false"u8.ToArray()),
        var kind => throw new NotSupportedException($"An enum of {kind} values."),
    };
}
