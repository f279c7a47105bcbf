using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>A value of one of several JSON types, as of a number that may also be a string.</summary>
internal sealed class TypesRule(IReadOnlyList<(string Type, ValueRule Rule)> types) : ValueRule
{
    private readonly string _words = string.Join(
        " or ", types.Select(t => t.Type is "integer" or "array" or "object" ? $"an {t.Type}" : $"a {t.Type}"));

    public override void Check(ref CheckRun run)
    {
        foreach ((string type, ValueRule rule) in types)
        {
            if (Is(run.Reader.TokenType, type))
            {
                rule.Check(ref run);
                return;
            }
        }

        run.Mismatch(_words);
    }

    private static bool Is(JsonTokenType token, string type) => type switch
    {
        "string" => token == JsonTokenType.String,
        "integer" or "number" => token == JsonTokenType.Number,
        "boolean" => token is JsonTokenType.True or JsonTokenType.False,
        "array" => token == JsonTokenType.StartArray,
        _ => token == JsonTokenType.StartObject,
    };
}
