using System.Text;
using System.Text.Json.Nodes;
using Errand.Binding.Schema;
using Errand.Binding.Text;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Binding.Checking;

/// <summary>Compiles the very schema that is published into the rules that are enforced.</summary>
internal sealed class RuleCompiler(JsonObject root, SchemaFacts facts)
{
    private readonly Dictionary<string, ValueRule> _definitions = [];

    public ValueRule Compile() => Compile(root);

    private ValueRule Compile(JsonObject node)
    {
        if (node["$ref"] is { } reference)
        {
            return Definition(reference.GetValue<string>());
        }

        bool mayBeNull = false;
        JsonObject[] alternatives = [];
        if (node["anyOf"] is JsonArray anyOf)
        {
            alternatives = [.. anyOf.Cast<JsonObject>().Where(a => !IsNull(a))];
            mayBeNull = alternatives.Length < anyOf.Count;
        }

        string[] types = Types(node, ref mayBeNull);
        ValueRule rule = alternatives switch
        {
            [] => OfTypes(types, node, mayBeNull),
            _ when alternatives.Any(a => a["properties"] is not null) => Choice(alternatives),
            [var only] => Compile(only),
            _ => Number(alternatives.First(a => a["enum"] is null), takesNames: true),
        };
        if (node["enum"] is JsonArray values)
        {
            rule = new EnumRule(rule, values.Where(v => v is not null).Select(v => v!));
        }

        if (facts.IsOnTrial(node))
        {
            rule = OnTrial(rule, node);
        }

        rule = mayBeNull ? new NullableRule(rule) : rule;
        if (node.ContainsKey("default"))
        {
            RefuseUnfitDefault(node, rule);
        }

        return rule;
    }

    /// <summary>What is left out must not mean what may not be sent.</summary>
    private void RefuseUnfitDefault(JsonObject node, ValueRule rule)
    {
        string value = node["default"]?.ToJsonString() ?? "null";
        var run = new CheckRun(Encoding.UTF8.GetBytes(value), UnknownArgs.Refused);
        run.Read();
        rule.Check(ref run);
        if (run.FaultCount > 0 && facts.PlaceOf(node) is { } place)
        {
            string fault = run.Faults[0].Detail["args".Length..];
            throw SchemaWriter.Unfit(
                facts.TaskType, place, $"has the default {Excerpt.Shorten(value)}, which its own rules refuse: it{fault[..fault.LastIndexOf("; got ", StringComparison.Ordinal)]}; change one of the two");
        }
    }

    private ValueRule Definition(string reference)
    {
        string name = reference["#/$defs/".Length..];
        if (_definitions.TryGetValue(name, out ValueRule? rule))
        {
            return rule;
        }

        var definition = (JsonObject)root["$defs"]![name]!;
        if (definition["anyOf"] is not null)
        {
            var later = new LaterRule();
            _definitions[name] = later;
            later.Rule = Compile(definition);
            return later;
        }

        var members = new ObjectRule();
        _definitions[name] = members;
        Complete(members, definition);
        return members;
    }

    /// <summary>All types but null, or none at all, are any value.</summary>
    private ValueRule OfTypes(string[] types, JsonObject node, bool mayBeNull) => types switch
    {
        [var type] => OfType(type, node),
        ["string", "number"] when Number(node, takesNames: false) is FloatRule number =>
            new TypesRule([("string", new NumericStringRule(OfType("string", node), number)), ("number", number)]),
        [_, _, ..] when !types.Contains("object") => new TypesRule([.. types.Select(t => (t, OfType(t, node)))]),
        _ => new AnyRule(mayBeNull || types.Length == 0),
    };

    private ValueRule OfType(string type, JsonObject node) => type switch
    {
        "boolean" => new BooleanRule(),
        "integer" => new IntegerRule(node["minimum"]?.ToJsonString(), node["maximum"]?.ToJsonString()),
        "number" => Number(node, takesNames: false),
        "string" => new StringRule(Count(node, "Length", "characters"), Patterns(node)),
        "array" when facts.TypeOf(node)?.Converter is IGridForm grid => Grid(grid, node),
        "array" when node["prefixItems"] is JsonArray items => new TupleRule([.. items.Select(i => Compile((JsonObject)i!))]),
        "array" => new ArrayRule(
            node["items"] is JsonObject items ? Compile(items) : new AnyRule(allowsNull: true), Count(node, "Items", "items")),
        "object" when node["properties"] is not null => Complete(new ObjectRule(), node),
        _ => Map(node),
    };

    private ObjectRule Complete(ObjectRule rule, JsonObject node)
    {
        HashSet<string> required = node["required"] is JsonArray names ? [.. names.Select(n => n!.GetValue<string>())] : [];
        bool isOpen = node["additionalProperties"] is null;
        rule.Complete(
            ((JsonObject)node["properties"]!).Select(m => (m.Key, CompileMember((JsonObject)m.Value!), required.Contains(m.Key))), isOpen);
        return rule;
    }

    /// <summary>A discriminator's value was looked at when its object was chosen.</summary>
    private ValueRule CompileMember(JsonObject node) => node["const"] is not null ? new AnyRule(allowsNull: true) : Compile(node);

    private MapRule Map(JsonObject node)
    {
        ValueRule value = node["additionalProperties"] is JsonObject values ? Compile(values) : new AnyRule(allowsNull: true);
        return new MapRule(value, Count(node, "Properties", "members"), Keys(node));
    }

    private KeyRule? Keys(JsonObject node)
    {
        EnumNames? names = node["propertyNames"]?["enum"] is JsonArray known
            ? new EnumNames([.. known.Select(n => n!.GetValue<string>())])
            : null;
        TextForm? form = node["propertyNames"]?["pattern"] is { } pattern ? TextForm.With(pattern.GetValue<string>()) : null;
        KeyText? text = facts.TypeOf(node) is { } map && SchemaKeys.NeedsTrial(map) ? KeyText.Of(map.Options, map.KeyType!) : null;
        return names is null && form is null && text is null ? null : new KeyRule(names, form, text);
    }

    private GridRule Grid(IGridForm grid, JsonObject node)
    {
        JsonObject item = node;
        for (int level = 0; level < grid.Dimensions; level++)
        {
            item = (JsonObject)item["items"]!;
        }

        return new GridRule(Compile(item), grid.Dimensions, Count(node, "Items", "items"));
    }

    private ChoiceRule Choice(JsonObject[] alternatives)
    {
        var choices = new List<(JsonNode Value, ValueRule Rule)>();
        ValueRule? otherwise = null;
        string discriminator = "";
        foreach (JsonObject alternative in alternatives)
        {
            ObjectRule rule = Complete(new ObjectRule(), alternative);
            (string? name, JsonNode? value) = ((JsonObject)alternative["properties"]!)
                .Select(m => (m.Key, m.Value!["const"]))
                .FirstOrDefault(m => m.Item2 is not null);
            if (value is null)
            {
                otherwise = rule;
                continue;
            }

            discriminator = name;
            choices.Add((value, rule));
        }

        return new ChoiceRule(discriminator, choices, otherwise);
    }

    private ValueRule Number(JsonObject node, bool takesNames)
    {
        var range = new NumberRange(node);
        Type? type = facts.TypeOf(node)?.Type;
        return type == typeof(decimal) || type == typeof(decimal?) ? new DecimalRule(range) : new FloatRule(takesNames, range);
    }

    private TrialRule OnTrial(ValueRule rule, JsonObject node) =>
        node["pattern"] is { } pattern && TextForm.With(pattern.GetValue<string>()) is { Doubt: not null } form
        ? new TrialRule(rule, facts.TypeOf(node)!, FaultCode.Pattern, form.Words, form.Doubt)
        : new TrialRule(rule, facts.TypeOf(node)!, FaultCode.Type, "must be what its type can read");

    private static CountRule Count(JsonObject node, string thing, string words) =>
        new(node[$"min{thing}"]?.GetValue<int>(), node[$"max{thing}"]?.GetValue<int>(), words);

    private static PatternRule[] Patterns(JsonObject node)
    {
        IEnumerable<JsonNode?> more = node["allOf"] is JsonArray all ? all.Select(a => a!["pattern"]) : [];
        return [.. more.Prepend(node["pattern"]).Where(p => p is not null).Select(p => Pattern(p!.GetValue<string>()))];
    }

    private static PatternRule Pattern(string pattern) =>
        TextForm.With(pattern) is { } form ? PatternRule.Of(form) : PatternRule.Of(pattern);

    /// <summary>The types that are allowed besides null.</summary>
    private static string[] Types(JsonObject node, ref bool mayBeNull)
    {
        if (node["type"] is not JsonArray types)
        {
            return node["type"] is { } type ? [type.GetValue<string>()] : [];
        }

        string[] names = [.. types.Select(t => t!.GetValue<string>())];
        mayBeNull |= names.Contains("null");
        return [.. names.Where(n => n != "null")];
    }

    private static bool IsNull(JsonObject node) => node["type"] is JsonValue type && type.GetValue<string>() == "null";
}
