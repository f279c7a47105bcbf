using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Errand.Web.OpenApi;

/// <summary>Says the schema of a task type in words that generators of clients understand: each departure from what is published is there
/// because one of them fails without it. <c>GET /v1/types</c> has the exact schema.</summary>
internal sealed class ClientSchema
{
    private const string NotFinite = "NaN, Infinity and -Infinity are written as strings.";

    /// <summary>Schemas nest with the types that they describe.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static readonly string[] Bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

    private readonly ComponentNames _names;
    private readonly JsonObject _components;

    /// <summary>The components of what is under <c>$defs</c>, by what refers to it.</summary>
    private readonly Dictionary<string, string> _definitions = [];

    private ClientSchema(ComponentNames names, JsonObject components)
    {
        _names = names;
        _components = components;
    }

    /// <summary>What stands where the schema is used: a reference to a component if it is one of an object.</summary>
    /// <param name="published">The schema, with those that it refers to.</param>
    /// <param name="name">What the component is called; taken already.</param>
    /// <param name="names">Gives names to further components.</param>
    /// <param name="components">Gets the components.</param>
    public static JsonObject Translate(ReadOnlyMemory<byte> published, string name, ComponentNames names, JsonObject components)
    {
        var root = (JsonObject)JsonNode.Parse(published.Span, documentOptions: Deep)!;
        root.Remove("$schema");
        var definitions = (JsonObject?)root["$defs"];
        root.Remove("$defs");
        var schema = new ClientSchema(names, components);
        schema.TakeDefinitions(definitions, root, name);
        return schema.Place(root, name, isRoot: true);
    }

    /// <summary>The same, where null may stand as well.</summary>
    public static JsonObject OrNull(JsonObject place)
    {
        if (place["$ref"] is not null)
        {
            JsonObject reference = Reference(place);
            place["oneOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, reference);
        }
        else if (place["type"] is JsonValue type && type.GetValue<string>() != "null")
        {
            place["type"] = new JsonArray(type.DeepClone(), "null");
        }
        else if (place["type"] is JsonArray types && !types.Any(IsNullWord))
        {
            types.Add((JsonNode)"null"); // Without the cast it is the generic overload, which needs reflection.
        }

        if (place["enum"] is JsonArray values && !values.Contains(null))
        {
            values.Add(null);
        }

        return place;
    }

    public static JsonObject ReferenceTo(string component) => new() { ["$ref"] = $"#/components/schemas/{component}" };

    /// <summary>Takes the reference out of a place.</summary>
    private static JsonObject Reference(JsonObject place)
    {
        var reference = new JsonObject { ["$ref"] = place["$ref"]!.DeepClone() };
        place.Remove("$ref");
        return reference;
    }

    private void TakeDefinitions(JsonObject? definitions, JsonObject root, string name)
    {
        foreach ((string definition, _) in definitions ?? [])
        {
            // A schema that is nothing but a reference needs no name of its own.
            string reference = $"#/$defs/{definition}";
            _definitions[reference] = root["$ref"]?.GetValue<string>() == reference
                ? name
                : _names.Take(name + ComponentNames.PascalOf(definition));
        }

        foreach ((string definition, JsonNode? schema) in definitions ?? [])
        {
            string component = _definitions[$"#/$defs/{definition}"];
            _components[component] = Body((JsonObject)schema!, component);
        }
    }

    /// <param name="schema">What is published of the place.</param>
    /// <param name="name">What a component is called that is made of it.</param>
    /// <param name="isRoot">Whether it is the whole schema, whose name is taken already; whether null may stand there is up to who uses
    /// it.</param>
    private JsonObject Place(JsonObject schema, string name, bool isRoot = false)
    {
        JsonObject rules = WithoutNull(schema, out bool mayBeNull);
        JsonObject place = TakeNotes(rules);
        bool isObject = IsChoice(rules)
            || (rules["type"] is JsonValue type && type.GetValue<string>() == "object" && (isRoot || mayBeNull || rules["properties"] is not null));
        JsonObject core = rules["$ref"] is { } reference ? ReferenceTo(_definitions[reference.GetValue<string>()])
            : isObject ? Component(rules, isRoot ? name : _names.Take(name), place["description"])
            : Body(rules, name);
        foreach ((string keyword, JsonNode? value) in core)
        {
            place[keyword] = value?.DeepClone();
        }

        CompleteNumber(place);
        DropWideBounds(place);
        return mayBeNull && !isRoot ? OrNull(place) : place;
    }

    private JsonObject Component(JsonObject rules, string name, JsonNode? description)
    {
        _components[name] = null; // In the order in which they are met.
        JsonObject body = Body(rules, name);
        if (description is not null)
        {
            body.Insert(0, "description", description.DeepClone());
        }

        _components[name] = body;
        return ReferenceTo(name);
    }

    private JsonObject Body(JsonObject rules, string name) =>
        IsChoice(rules) ? Choice((JsonArray)rules["anyOf"]!, name)
        : rules["anyOf"] is JsonArray number ? Number(rules, (JsonObject)number[0]!)
        : Plain(rules, name);

    /// <summary>A fraction, without the words for what is not finite.</summary>
    private static JsonObject Number(JsonObject rules, JsonObject number)
    {
        var finite = (JsonObject)number.DeepClone();
        foreach ((string keyword, JsonNode? value) in rules.Where(rule => rule.Key != "anyOf"))
        {
            finite[keyword] = value?.DeepClone();
        }

        return finite;
    }

    /// <summary>A choice between types, each of which says in a member which it is.</summary>
    private JsonObject Choice(JsonArray alternatives, string name)
    {
        var references = new JsonArray();
        var mapping = new JsonObject();
        string? discriminator = null;
        foreach (JsonObject alternative in alternatives.OfType<JsonObject>())
        {
            (string? member, JsonNode? value) = DiscriminatorOf(alternative);
            string component = _names.Take(name + (value is null ? "Base" : ComponentNames.PascalOf(value.ToString())));
            references.Add((JsonNode)Component((JsonObject)alternative.DeepClone(), component, description: null));
            if (member is not null)
            {
                discriminator = member;
                mapping[value!.ToString()] = $"#/components/schemas/{component}";
            }
        }

        var choice = new JsonObject { ["type"] = "object", ["anyOf"] = references };
        if (mapping.Count == references.Count)
        {
            choice["discriminator"] = new JsonObject { ["propertyName"] = discriminator, ["mapping"] = mapping };
        }

        return choice;
    }

    private static (string? Member, JsonNode? Value) DiscriminatorOf(JsonObject alternative) =>
        (alternative["properties"] as JsonObject ?? []).Where(member => member.Value?["const"] is not null)
            .Select(member => ((string?)member.Key, member.Value!["const"])).FirstOrDefault();

    private JsonObject Plain(JsonObject rules, string name)
    {
        var plain = new JsonObject();
        foreach ((string keyword, JsonNode? value) in rules)
        {
            switch (keyword, value)
            {
                case ("properties", JsonObject members):
                    plain[keyword] = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(
                        member.Key, Place((JsonObject)member.Value!, name + ComponentNames.PascalOf(member.Key)))));
                    break;
                case ("items", JsonObject item):
                    plain[keyword] = Place(item, $"{name}Item");
                    break;
                case ("additionalProperties", JsonObject item):
                    plain[keyword] = Place(item, $"{name}Value");
                    break;
                case ("prefixItems", JsonArray items):
                    plain["items"] = new JsonObject();
                    plain[keyword] = new JsonArray([.. items.Select((item, i) => Place((JsonObject)item!, string.Create(CultureInfo.InvariantCulture, $"{name}Item{i + 1}")))]);
                    break;
                case ("items", _):
                    break; // No more than the items before, as minItems and maxItems say.
                case ("const", { } only):
                    plain["type"] = only.GetValueKind() == JsonValueKind.String ? "string" : "integer";
                    plain["enum"] = new JsonArray(only.DeepClone());
                    break;
                case ("type", JsonArray types) when types.Any(type => type!.GetValue<string>() == "array") && rules["items"] is null:
                    break; // Anything but null, which no client has a type for.
                case ("allOf", JsonArray patterns):
                    plain["pattern"] = AllOf([rules["pattern"]!, .. patterns.Select(rule => rule!["pattern"]!)]);
                    break;
                default:
                    plain[keyword] ??= value?.DeepClone();
                    break;
            }
        }

        CompleteInteger(plain);
        return plain;
    }

    /// <summary>One pattern for what must match all of them.</summary>
    private static string AllOf(IEnumerable<JsonNode> patterns) =>
        $"^{string.Concat(patterns.Select(pattern => $@"(?=[\s\S]*(?:{pattern.GetValue<string>()}))"))}";

    /// <summary>A copy, without the null that may stand in the place.</summary>
    private static JsonObject WithoutNull(JsonObject schema, out bool mayBeNull)
    {
        var rules = (JsonObject)schema.DeepClone();
        mayBeNull = false;
        if (rules["anyOf"] is JsonArray choices && choices.FirstOrDefault(choice => IsNullWord(choice?["type"])) is { } none)
        {
            mayBeNull = choices.Remove(none);
            if (choices is [JsonObject only] && only["$ref"] is { } reference)
            {
                rules["$ref"] = reference.DeepClone();
                rules.Remove("anyOf");
            }
        }

        if (rules["type"] is JsonArray types && types.FirstOrDefault(IsNullWord) is { } word)
        {
            mayBeNull = types.Remove(word);
            rules["type"] = types.Count == 1 ? types[0]!.DeepClone() : types.DeepClone();
            (rules["enum"] as JsonArray)?.Remove(null);
        }

        return rules;
    }

    /// <summary>Takes out what is said of a place, and is not of the value in it.</summary>
    private static JsonObject TakeNotes(JsonObject rules)
    {
        var notes = new JsonObject();
        foreach ((string keyword, JsonNode? value) in rules.Where(
            rule => rule.Key is "description" or "default" || rule.Key.StartsWith("x-", StringComparison.Ordinal)).ToList())
        {
            notes[keyword] = value?.DeepClone();
            rules.Remove(keyword);
        }

        if (rules["anyOf"] is JsonArray && !IsChoice(rules))
        {
            string? description = notes["description"]?.GetValue<string>();
            notes.Remove("description");
            notes.Insert(0, "description", description is null ? NotFinite : $"{description.TrimEnd('.')}. {NotFinite}");
        }

        return notes;
    }

    /// <summary>Whether alternatives are objects; else they are a number and the words for those that are not finite.</summary>
    private static bool IsChoice(JsonObject rules) =>
        rules["anyOf"] is JsonArray alternatives && alternatives.OfType<JsonObject>().All(each => each["enum"] is null);

    private static bool IsNullWord(JsonNode? word) => word is JsonValue value && value.TryGetValue(out string? text) && text == "null";

    private static void CompleteNumber(JsonObject place)
    {
        if (place["type"] is not JsonValue type || type.GetValue<string>() != "number")
        {
            return;
        }

        if (place["default"] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            place.Remove("default");
        }

        place["format"] ??= "double";
    }

    /// <summary>Bounds that are no decimal break generators, and bound nothing that a client would send.</summary>
    private static void DropWideBounds(JsonObject place)
    {
        foreach (string keyword in Bounds.Where(keyword => place[keyword] is not null && BoundOf(place, keyword) is null))
        {
            place.Remove(keyword);
        }
    }

    /// <summary>Bounds of the type become its format; other bounds stay.</summary>
    private static void CompleteInteger(JsonObject rules)
    {
        if (rules["type"] is not JsonValue type || type.GetValue<string>() != "integer")
        {
            return;
        }

        (decimal? least, decimal? most) = (BoundOf(rules, "minimum"), BoundOf(rules, "maximum"));
        (string? format, decimal lower, decimal upper) =
            least >= int.MinValue && most <= int.MaxValue ? ("int32", int.MinValue, int.MaxValue)
            : least >= long.MinValue && most <= long.MaxValue ? ("int64", (decimal)long.MinValue, (decimal)long.MaxValue)
            : ((string?)null, 0m, 0m);
        if (format is null)
        {
            return;
        }

        if (least == lower)
        {
            rules.Remove("minimum");
        }

        if (most == upper)
        {
            rules.Remove("maximum");
        }

        rules.Insert(rules.IndexOf("type") + 1, "format", format);
    }

    /// <summary>Null when it has no bound, or one that is no decimal.</summary>
    private static decimal? BoundOf(JsonObject rules, string keyword) =>
        rules[keyword] is JsonValue value && value.TryGetValue(out decimal bound) ? bound : null;
}
