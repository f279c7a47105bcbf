using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Web.Http;

namespace Errand.Web.OpenApi;

/// <summary>What is the same on every server: openapi.json beside this file. It is written by hand.</summary>
/// <remarks>It has one operation that submits a task of any type, from which that of each type is made.</remarks>
internal sealed class FixedDocument
{
    public const string SubmitPath = "/v1/types/{type}/tasks";

    /// <summary>How the document is written. Schemas nest with the types that they describe.</summary>
    public static readonly JsonWriterOptions Writing = JsonAnswer.Options with { MaxDepth = 1000 };

    private const string File = "Errand.Web.OpenApi.openapi.json";

    private FixedDocument(JsonElement root) => Root = root;

    public static FixedDocument Instance { get; } = Read();

    public JsonElement Root { get; }

    public IEnumerable<string> SchemaNames => Schemas.EnumerateObject().Select(schema => schema.Name);

    public IEnumerable<string> OperationIds =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.ValueKind == JsonValueKind.Object
        select operation.Value.GetProperty("operationId").GetString();

    private JsonElement Schemas => Root.GetProperty("components").GetProperty("schemas");

    /// <summary>A copy of what says what a task is.</summary>
    public JsonObject TaskSchema() => Copy(Schemas.GetProperty("TaskView"));

    /// <summary>A copy of the operation that submits a task of any type.</summary>
    public JsonObject SubmitOperation() => Copy(Root.GetProperty("paths").GetProperty(SubmitPath).GetProperty("post"));

    private static JsonObject Copy(JsonElement part) => (JsonObject)JsonNode.Parse(part.GetRawText())!;

    private static FixedDocument Read()
    {
        using Stream file = typeof(FixedDocument).Assembly.GetManifestResourceStream(File)!;
        using var document = JsonDocument.Parse(file);
        return new FixedDocument(document.RootElement.Clone());
    }
}
