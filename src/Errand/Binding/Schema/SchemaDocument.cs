using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Errand.Binding.Schema;

/// <summary>A schema that stands alone.</summary>
internal static class SchemaDocument
{
    /// <summary>Adds what a whole document has: its dialect and the schemas it refers to.</summary>
    public static JsonObject Complete(JsonObject schema, SchemaWriter writer)
    {
        JsonObject document = schema;
        document.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        if (writer.Definitions.Count > 0)
        {
            document["$defs"] = writer.Definitions;
        }

        return document;
    }

    public static ReadOnlyMemory<byte> Bytes(JsonObject document)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            document.WriteTo(writer);
        }

        return buffer.ToArray();
    }
}
