using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>One of several objects, distinguished by a member such as <c>$type</c>, which is looked up ahead.</summary>
internal sealed class ChoiceRule : ValueRule
{
    private readonly byte[] _discriminator;
    private readonly string _name;
    private readonly (JsonNode Value, byte[] Text, ValueRule Rule)[] _choices;
    private readonly ValueRule? _otherwise;

    /// <param name="discriminator">The member's name.</param>
    /// <param name="choices">Its values, each with the object it stands for.</param>
    /// <param name="otherwise">The object without that member, if there may be one.</param>
    public ChoiceRule(string discriminator, IEnumerable<(JsonNode Value, ValueRule Rule)> choices, ValueRule? otherwise)
    {
        _name = discriminator;
        _discriminator = Encoding.UTF8.GetBytes(discriminator);
        _choices = [.. choices.Select(c => (c.Value, Encoding.UTF8.GetBytes(c.Value.ToString()), c.Rule))];
        _otherwise = otherwise;
    }

    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.StartObject)
        {
            run.Mismatch("an object");
            return;
        }

        if (!TryFindDiscriminator(run.Reader, out Utf8JsonReader found))
        {
            if (_otherwise is not null)
            {
                _otherwise.Check(ref run);
                return;
            }

            run.FaultOfMember(_name, FaultCode.Required, "is required");
            AnyRule.Walk(ref run);
            return;
        }

        foreach ((JsonNode value, byte[] text, ValueRule rule) in _choices)
        {
            if (Is(in found, value.GetValueKind() == JsonValueKind.String, text))
            {
                if (found.TokenType == JsonTokenType.Number && !IntegerText.IsPlain(found.ValueSpan))
                {
                    run.Respell(in found, new DecimalText(found.ValueSpan));
                }

                rule.Check(ref run);
                return;
            }
        }

        run.Enter(_name);
        run.Fault(
            found.TokenType is JsonTokenType.String or JsonTokenType.Number ? FaultCode.Enum : FaultCode.Type,
            $"must be one of {string.Join(", ", _choices.Select(c => c.Value.ToJsonString()))}",
            Excerpt.Of(in found));
        run.Leave();
        AnyRule.Walk(ref run);
    }

    /// <summary>The reader is a copy, so the check itself stays where it is.</summary>
    private bool TryFindDiscriminator(Utf8JsonReader ahead, out Utf8JsonReader found)
    {
        while (ahead.Read() && ahead.TokenType != JsonTokenType.EndObject)
        {
            bool isIt = !LoneSurrogate.In(in ahead) && ahead.ValueTextEquals(_discriminator);
            ahead.Read();
            if (isIt)
            {
                found = ahead;
                return true;
            }

            ahead.Skip();
        }

        found = default;
        return false;
    }

    private static bool Is(ref readonly Utf8JsonReader sent, bool isString, byte[] text) => isString
        ? sent.TokenType == JsonTokenType.String && !LoneSurrogate.In(in sent) && sent.ValueTextEquals(text)
        : sent.TokenType == JsonTokenType.Number && DecimalText.Compare(sent.ValueSpan, text) == 0;
}
