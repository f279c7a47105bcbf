using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Text;

namespace Errand.Binding.Schema;

/// <summary>The DataAnnotations of one place, as keywords of its schema. One that has no keyword is refused: a rule ignored in silence is a
/// trap.</summary>
internal sealed class SchemaAttributes
{
    private readonly string _taskType;
    private readonly IReadOnlyList<ValidationAttribute> _rules;

    private SchemaAttributes(string taskType, IReadOnlyList<ValidationAttribute> rules)
    {
        _taskType = taskType;
        _rules = rules;
    }

    /// <summary>As in DataAnnotations, null is not checked unless it is among the allowed values.</summary>
    public bool RefusesNull => _rules.Any(r => r is RequiredAttribute || (r is AllowedValuesAttribute a && !a.Values.Contains(null)));

    public static SchemaAttributes Of(SchemaSite site, string taskType, bool isForArgs)
    {
        // [DataType] itself only describes; what derives from it, such as [EmailAddress], validates.
        // Nothing enforces the rules of a result, so they are not published either.
        IEnumerable<ValidationAttribute> rules = isForArgs
            ? site.Attributes.OfType<ValidationAttribute>().Where(a => a.GetType() != typeof(DataTypeAttribute))
            : [];
        return new SchemaAttributes(taskType, [.. rules]);
    }

    public void Apply(JsonObject node, SchemaSite site)
    {
        foreach (ValidationAttribute rule in _rules)
        {
            Apply(rule, node, site);
        }
    }

    private void Apply(ValidationAttribute rule, JsonObject node, SchemaSite site)
    {
        switch (rule)
        {
            case RangeAttribute range when SchemaRange.TryApply(range, node, site.Type.Type):
                break;
            case MinLengthAttribute min when CountKeyword(node) is { } thing:
                node[$"min{thing}"] = min.Length;
                break;
            case MaxLengthAttribute { Length: -1 } when CountKeyword(node) is not null:
                break;
            case MaxLengthAttribute max when CountKeyword(node) is { } thing:
                node[$"max{thing}"] = max.Length;
                break;
            case LengthAttribute length when CountKeyword(node) is { } thing:
                node[$"min{thing}"] = length.MinimumLength;
                node[$"max{thing}"] = length.MaximumLength;
                break;
            case StringLengthAttribute length when CountKeyword(node) == "Length":
                node["minLength"] = length.MinimumLength;
                node["maxLength"] = length.MaximumLength;
                break;
            case RegularExpressionAttribute regex when IsString(node):
                AddPattern(node, $"^(?:{Published(regex, site)})$");
                break;
            case RequiredAttribute required:
                if (!required.AllowEmptyStrings && IsString(node))
                {
                    AddPattern(node, "\\S");
                }

                break;
            case AllowedValuesAttribute allowed when node["$ref"] is null && node["anyOf"] is null or JsonArray { Count: 2 }:
                node["enum"] = new JsonArray([.. allowed.Values.Where(v => v is not null).Select(v => Value(v!, site))]);
                break;
            default:
                throw SchemaWriter.Unfit(_taskType, site, Refusal(rule));
        }
    }

    private static string Refusal(ValidationAttribute rule)
    {
        string name = rule.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
        return rule is RangeAttribute or MinLengthAttribute or MaxLengthAttribute or LengthAttribute or StringLengthAttribute
            or RegularExpressionAttribute or AllowedValuesAttribute
            ? $"has [{name}], which does not fit its type; remove it"
            : $"has [{name}], which a JSON Schema cannot express and the check would ignore; use [RegularExpression] or check it in the function";
    }

    /// <summary>The end of the keywords that count: characters, items or members.</summary>
    private static string? CountKeyword(JsonObject node) => Type(node) switch
    {
        // A char has the length 1 already.
        "string" when IsString(node) && node["pattern"]?.GetValue<string>() != TextPattern.Utf16Units => "Length",
        "array" => "Items",
        "object" when node["properties"] is null => "Properties",
        _ => null,
    };

    private static bool IsString(JsonObject node) => Type(node) == "string" && node["contentEncoding"] is null;

    private static string? Type(JsonObject node) => node["type"] is JsonValue type ? type.GetValue<string>() : null;

    private static void AddPattern(JsonObject node, string pattern)
    {
        if (node["pattern"] is null)
        {
            node["pattern"] = pattern;
            return;
        }

        if (node["allOf"] is not JsonArray more)
        {
            node["allOf"] = more = [];
        }

        more.Add(new JsonObject { ["pattern"] = pattern });
    }

    private string Published(RegularExpressionAttribute regex, SchemaSite site)
    {
        try
        {
            return EcmaPattern.Of(regex.Pattern).Published;
        }
        catch (ArgumentException e)
        {
            throw SchemaWriter.Unfit(_taskType, site, $"has [RegularExpression], which cannot be read: {e.Message.TrimEnd('.')}");
        }
        catch (NotSupportedException e)
        {
            throw SchemaWriter.Unfit(_taskType, site, $"has [RegularExpression] with {e.Message}");
        }
    }

    private JsonNode Value(object value, SchemaSite site)
    {
        JsonTypeInfo type = site.Type;
        Type plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        try
        {
            object fitting = plain.IsInstanceOfType(value) ? value
                : plain.IsEnum ? Enum.ToObject(plain, value)
                : Convert.ChangeType(value, plain, CultureInfo.InvariantCulture);
            JsonNode? written = JsonSerializer.SerializeToNode(fitting, type);
            return written?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                ? written
                : throw new InvalidCastException();
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw SchemaWriter.Unfit(
                _taskType, site,
                string.Create(CultureInfo.InvariantCulture, $"has [AllowedValues] with {value}, which is not a {plain.Name}"));
        }
    }
}
