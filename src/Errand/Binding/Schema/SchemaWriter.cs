using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Values;

namespace Errand.Binding.Schema;

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

    public SchemaFacts Facts { get; } = new(taskType);

    /// <summary>The schemas of the recursive types, to be put under <c>$defs</c>.</summary>
    public JsonObject Definitions { get; } = [];

    public JsonObject Write(SchemaSite site)
    {
        var rules = SchemaAttributes.Of(site, taskType, isForArgs);
        JsonObject node = WriteValue(site);
        rules.Apply(node, site);
        bool mayBeNull = site.MayBeNull && !rules.RefusesNull;
        JsonObject written = mayBeNull ? SchemaNull.Allow(node) : SchemaNull.Refuse(node, site.Type.Type);
        if ((site.Description ?? Description(site)) is { } description)
        {
            // In front, since a person reads it first.
            written.Insert(0, "description", description);
        }

        SchemaHintWriter.Apply(written, site, isForArgs);
        Facts.NotePlace(written, site);
        return written;
    }

    private JsonObject WriteValue(SchemaSite site)
    {
        JsonTypeInfo type = site.Type;
        if (!site.HasOwnConverter && Nullable.GetUnderlyingType(type.Type) is { } underlying)
        {
            type = type.Options.GetTypeInfo(underlying);
        }

        if (JsonForm.Refusal(type) is { } refusal)
        {
            throw Unfit(taskType, site, refusal);
        }

        return (site.HasOwnConverter ? JsonTypeInfoKind.None : type.Kind) switch
        {
            JsonTypeInfoKind.None when type.Converter is ITupleForm tuple => WriteTuple(tuple, type, site),
            JsonTypeInfoKind.None when type.Converter is IGridForm grid => WriteGrid(grid, type, site),
            JsonTypeInfoKind.Object => IsRecursive(type) ? WriteReference(type, site) : WriteObject(type, site),
            JsonTypeInfoKind.Enumerable => WriteArray(type, site),
            JsonTypeInfoKind.Dictionary => WriteMap(type, site),
            _ => WriteLeaf(type, site),
        };
    }

    private JsonObject WriteLeaf(JsonTypeInfo type, SchemaSite site)
    {
        JsonObject node = SchemaLeaf.Write(type, isForArgs)
            ?? throw Unfit(
                taskType, site,
                $"is of type {TypeName.Of(type.Type)}, which JSON cannot {(isForArgs ? "be read into" : "be written from")}");
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
            name = _definitionNames.ContainsValue(name)
                ? string.Create(CultureInfo.InvariantCulture, $"{name}{_definitionNames.Count + 1}")
                : name;
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
        Facts.Note(node, type, onTrial: false);
        return node;
    }

    private JsonObject WriteMap(JsonTypeInfo type, SchemaSite site)
    {
        var node = new JsonObject { ["type"] = "object" };
        if (type.KeyType is not null && type.Options.GetTypeInfo(type.KeyType).Converter is INamedFlags)
        {
            throw Unfit(
                taskType, site, $"has {TypeName.Of(type.KeyType)} as its keys, whose combinations are not names; use a list of pairs");
        }

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

    private JsonObject WriteTuple(ITupleForm tuple, JsonTypeInfo type, SchemaSite site)
    {
        NullabilityInfo[] nullability = [.. TupleItems(site.Nullability)];
        bool isKnown = nullability.Length == tuple.Items.Count;
        IEnumerable<JsonNode> items = tuple.Items.Select((item, i) => Write(Item(item, isKnown ? nullability[i] : null, type, site)));
        return new JsonObject
        {
            ["type"] = "array",
            ["prefixItems"] = new JsonArray([.. items]),
            ["items"] = false,
            ["minItems"] = tuple.Items.Count,
            ["maxItems"] = tuple.Items.Count,
        };
    }

    /// <summary>From the eighth item on a tuple holds them in a tuple of its own.</summary>
    private static IEnumerable<NullabilityInfo> TupleItems(NullabilityInfo? tuple)
    {
        NullabilityInfo[] arguments = tuple?.GenericTypeArguments ?? [];
        return arguments.Length < 8 ? arguments : arguments[..7].Concat(TupleItems(arguments[7]));
    }

    private JsonObject WriteGrid(IGridForm grid, JsonTypeInfo type, SchemaSite site)
    {
        JsonObject node = Write(Item(grid.Item, site.Nullability?.ElementType, type, site));
        for (int level = 0; level < grid.Dimensions; level++)
        {
            node = new JsonObject { ["type"] = "array", ["items"] = node };
        }

        Facts.Note(node, type, onTrial: false);
        return node;
    }

    private static SchemaSite Element(JsonTypeInfo collection, SchemaSite site)
    {
        NullabilityInfo? nullability = site.Nullability switch
        {
            { ElementType: { } item } => item,
            { GenericTypeArguments: [.., var last] } when last.Type == collection.ElementType => last,
            _ => null,
        };
        return Item(collection.ElementType!, nullability, collection, site);
    }

    private static SchemaSite Item(Type item, NullabilityInfo? nullability, JsonTypeInfo collection, SchemaSite site) => new()
    {
        Type = collection.Options.GetTypeInfo(item),
        Words = $"an item of {site.Words}",
        Nullability = nullability,
        MayBeNull = Nullability.IsAllowed(item, nullability, site.AllowsNullUnlessSaid),
        AllowsNullUnlessSaid = site.AllowsNullUnlessSaid,
    };

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
