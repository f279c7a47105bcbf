using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding;

/// <summary>Writes JSON Schema 2020-12 for the types of a signature.</summary>
/// <remarks>
/// The framework's exporter writes the leaves, so custom converters are seen as they are. Objects and collections are put together
/// here: only the place where a type is used knows its attributes and whether null may stand there, and the exporter's pointers
/// from one place to another would mix them up. A type that contains itself is written once, under <c>$defs</c>.
/// </remarks>
/// <param name="taskType">For error messages.</param>
/// <param name="isForArgs">Arguments are read and their rules enforced; a result is written and its rules only described.</param>
internal sealed class SchemaWriter(string taskType, bool isForArgs)
{
    private readonly SchemaObjects _objects = new(taskType, isForArgs);
    private readonly Dictionary<Type, string> _definitionNames = [];

    public SchemaFacts Facts { get; } = new();

    /// <summary>The schemas of the recursive types, to be put under <c>$defs</c>.</summary>
    public JsonObject Definitions { get; } = [];

    public JsonObject Write(SchemaSite site)
    {
        SchemaAttributes rules = SchemaAttributes.Of(site, taskType, isForArgs);
        JsonObject node = WriteValue(site);
        rules.Apply(node, site);
        bool mayBeNull = site.MayBeNull && !rules.RefusesNull;
        JsonObject written = mayBeNull ? SchemaNull.Allow(node) : SchemaNull.Refuse(node, site.Type.Type);
        if ((site.Description ?? Description(site)) is { } description)
        {
            // In front, since a person reads it first.
            written.Insert(0, "description", description);
        }

        return written;
    }

    private JsonObject WriteValue(SchemaSite site)
    {
        JsonTypeInfo type = site.Type;
        if (!site.HasOwnConverter && Nullable.GetUnderlyingType(type.Type) is { } underlying)
        {
            type = type.Options.GetTypeInfo(underlying);
        }

        return (site.HasOwnConverter ? JsonTypeInfoKind.None : type.Kind) switch
        {
            JsonTypeInfoKind.Object => IsRecursive(type) ? WriteReference(type, site) : WriteObject(type, site),
            JsonTypeInfoKind.Enumerable => WriteArray(type, site),
            JsonTypeInfoKind.Dictionary => WriteMap(type, site),
            _ => WriteLeaf(type, site),
        };
    }

    private JsonObject WriteLeaf(JsonTypeInfo type, SchemaSite site)
    {
        JsonObject node = SchemaLeaf.Write(type, isForArgs)
            ?? throw Unfit(taskType, site, $"is of type {type.Type.Name}, which JSON cannot {(isForArgs ? "be read into" : "be written from")}");
        Facts.Note(node, type, SchemaLeaf.NeedsTrial(type, node) || site.HasOwnConverter);
        return node;
    }

    private JsonObject WriteObject(JsonTypeInfo type, SchemaSite site)
    {
        JsonObject node = _objects.Write(type, site, Write);
        Facts.Note(node, type, onTrial: false);
        return node;
    }

    private JsonObject WriteReference(JsonTypeInfo type, SchemaSite site)
    {
        if (!_definitionNames.TryGetValue(type.Type, out string? name))
        {
            name = type.Type.Name.Split('`')[0];
            name = _definitionNames.ContainsValue(name) ? string.Create(CultureInfo.InvariantCulture, $"{name}{_definitionNames.Count + 1}") : name;
            _definitionNames.Add(type.Type, name);
            Definitions[name] = WriteObject(type, site);
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private JsonObject WriteArray(JsonTypeInfo type, SchemaSite site)
    {
        var node = new JsonObject
        {
            ["type"] = "array",
            ["items"] = Write(Element(type, site)),
        };
        if (isForArgs && type.Type.IsAssignableTo(typeof(IEnumerable)) is false)
        {
            throw Unfit(taskType, site, $"is of type {type.Type.Name}, which JSON cannot be read into; use an array or a list");
        }

        Facts.Note(node, type, onTrial: false);
        return node;
    }

    private JsonObject WriteMap(JsonTypeInfo type, SchemaSite site)
    {
        var node = new JsonObject { ["type"] = "object" };
        if (SchemaKeys.Refusal(type, isForArgs) is { } refusal)
        {
            throw Unfit(taskType, site, refusal);
        }

        if (SchemaKeys.Write(type, isForArgs) is { } names)
        {
            node["propertyNames"] = names;
        }

        node["additionalProperties"] = Write(Element(type, site));
        Facts.Note(node, type, onTrial: false);
        return node;
    }

    private static SchemaSite Element(JsonTypeInfo collection, SchemaSite site)
    {
        JsonTypeInfo element = collection.Options.GetTypeInfo(collection.ElementType!);
        NullabilityInfo? nullability = site.Nullability switch
        {
            { ElementType: { } item } => item,
            { GenericTypeArguments: [.., var last] } when last.Type == element.Type => last,
            _ => null,
        };
        return new SchemaSite
        {
            Type = element,
            Words = $"an item of {site.Words}",
            Nullability = nullability,
            MayBeNull = SchemaNull.IsAllowed(element.Type, nullability),
        };
    }

    private static string? Description(SchemaSite site) =>
        site.Attributes.OfType<DescriptionAttribute>().FirstOrDefault()?.Description
        ?? site.Type.Type.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description
        ?? XmlDocs.Of(site.Type.Type).Summary(site.Type.Type);

    private bool IsRecursive(JsonTypeInfo type)
    {
        var seen = new HashSet<Type>();
        return _objects.Parts(type).Any(Reaches);

        bool Reaches(Type part)
        {
            part = Nullable.GetUnderlyingType(part) ?? part;
            return part == type.Type || (seen.Add(part) && _objects.Parts(type.Options.GetTypeInfo(part)).Any(Reaches));
        }
    }

    internal static ArgumentException Unfit(string taskType, SchemaSite site, string why) =>
        new($"Task type \"{taskType}\": {site.Words} {why}.");
}
