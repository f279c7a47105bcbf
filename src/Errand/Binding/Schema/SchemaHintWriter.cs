using System.Text.Json;
using System.Text.Json.Nodes;

namespace Errand.Binding.Schema;

/// <summary>Writes into a schema what attributes say of a value for those who look at it.</summary>
internal static class SchemaHintWriter
{
    /// <param name="node">The schema of a place.</param>
    /// <param name="site">The place.</param>
    /// <param name="isForArgs">Of arguments only forms are made, which show labels and units.</param>
    public static void Apply(JsonObject node, SchemaSite site, bool isForArgs)
    {
        Put<LabelAttribute>(node, site, SchemaHintNames.Label, attribute => attribute.Label);
        Put<UnitAttribute>(node, site, SchemaHintNames.Unit, attribute => attribute.Unit);
        if (!isForArgs)
        {
            Put<MediaTypeAttribute>(node, site, SchemaHintNames.MediaType, attribute => attribute.MediaType);
            Put<ScaleAttribute>(node, site, SchemaHintNames.Scale, attribute =>
                JsonSerializer.SerializeToNode(attribute.Scale, ErrandJson.Default.Scale)!.GetValue<string>());
        }
    }

    private static void Put<T>(JsonObject node, SchemaSite site, string name, Func<T, string> text)
        where T : Attribute
    {
        if (site.Attributes.OfType<T>().FirstOrDefault() is { } attribute)
        {
            node[name] = text(attribute);
        }
    }
}
