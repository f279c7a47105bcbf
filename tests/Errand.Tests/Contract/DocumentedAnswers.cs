using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Errand.Tests.Web;
using Errand.Web.OpenApi;
using Json.Schema;

namespace Errand.Tests.Contract;

/// <summary>Holds every answer of a server to its own OpenAPI document: the status, the media type and the JSON.</summary>
internal sealed partial class DocumentedAnswers
{
    /// <summary>Larger answers say no more, and take long.</summary>
    private const int MostBytes = 100_000;

    private const string Base = "https://errand.test/openapi";
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };
    private static readonly JsonSerializerOptions Writing = new() { MaxDepth = 1000 };
    private static readonly EvaluationOptions Strict = new() { RequireFormatValidation = true };

    private readonly JsonElement _document;

    // Of OpenAPI 3.1: keywords that it does not know, such as x-errand-unit, say nothing to it.
    private readonly BuildOptions _known = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 };
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = [];
    private readonly (Regex Pattern, JsonElement Item)[] _paths;

    public DocumentedAnswers(JsonElement document)
    {
        _document = document;
        string published = document.GetProperty("components").GetProperty("schemas").GetRawText();
        var components = (JsonObject)JsonNode.Parse(published, documentOptions: Deep)!;
        foreach ((_, JsonNode? component) in components.Where(component => IsOurs(component.Key)))
        {
            Close(component!);
        }

        string schemas = components.ToJsonString(Writing);
        JsonSchema.FromText($$$"""{"$id":"{{{Base}}}","$defs":{{{Local(schemas)}}}}""", _known);
        // Those with the fewest parameters first: /v1/tasks/batch is no id.
        _paths =
        [
            .. document.GetProperty("paths").EnumerateObject().OrderBy(path => path.Name.Count(each => each == '{')).Select(
                path => (new Regex($"^{Parameter().Replace(path.Name, "[^/]+")}/?$"), path.Value)),
        ];
    }

    /// <summary>Fails unless the answer is as the document has it. A request that no route takes has no document.</summary>
    public void Check(string method, string path, (string Name, string Value)[] headers, Answer answer)
    {
        if (OperationOf(method, path.Split('?')[0]) is not { } operation)
        {
            return;
        }

        string status = $"{(int)answer.Status}";
        string place = $"{method} {path}: {status}";
        Assert.True(
            operation.GetProperty("responses").TryGetProperty(status, out JsonElement response), $"{place} is not in the document: {answer.Text}");
        if (answer.Bytes.Length is 0 or > MostBytes || answer.Headers.ContainsKey("Content-Encoding"))
        {
            return;
        }

        JsonElement content = Resolved(response).GetProperty("content");
        string type = answer.ContentType!.Split(';')[0];
        Assert.True(content.TryGetProperty(type, out JsonElement media), $"{place} as {type} is not in the document.");
        // Only id and status, only the named members, only some bytes: each says so.
        bool isPart = headers.Any(header => header.Value.Contains("return=minimal", StringComparison.Ordinal))
            || path.Contains("fields=", StringComparison.Ordinal) || answer.Status == System.Net.HttpStatusCode.PartialContent;
        if (type.EndsWith("json", StringComparison.Ordinal) && !type.EndsWith("ndjson", StringComparison.Ordinal) && !isPart)
        {
            Check(media.GetProperty("schema"), answer, place);
        }
    }

    private JsonElement? OperationOf(string method, string path)
    {
        string name = method == "HEAD" ? "get" : method.ToLowerInvariant();
        foreach ((Regex pattern, JsonElement item) in _paths)
        {
            if (pattern.IsMatch(path) && item.TryGetProperty(name, out JsonElement operation))
            {
                return operation;
            }
        }

        return null;
    }

    private JsonElement Resolved(JsonElement response) => response.TryGetProperty("$ref", out JsonElement reference)
        ? _document.GetProperty("components").GetProperty("responses").GetProperty(reference.GetString()!.Split('/')[^1])
        : response;

    private void Check(JsonElement schema, Answer answer, string place)
    {
        JsonSchema rules = _schemas.GetOrAdd(Local(schema.GetRawText()), text => JsonSchema.FromText(text, _known));
        string text = answer.Text;
        // A double that is not finite is a text, which the document does not say, because generators do not understand it.
        bool isValid = IsValid(rules, answer.Json) || IsValid(rules, JsonElement.Parse(NotFinite().Replace(text, "0"), Deep));
        Assert.True(isValid, $"{place} does not fit {schema.GetRawText()}: {text}");
    }

    /// <summary>What a function returns may have members that its type does not: those of a derived one.</summary>
    private static bool IsOurs(string component) =>
        !component.Contains("Result", StringComparison.Ordinal) || FixedDocument.Instance.SchemaNames.Contains(component);

    /// <summary>Answers may get more members one day, so the document does not forbid them. Those of now are all in it.</summary>
    private static void Close(JsonNode place)
    {
        if (place is JsonObject schema && schema["properties"] is JsonObject)
        {
            schema.TryAdd("additionalProperties", false);
        }

        IEnumerable<JsonNode?> parts = place switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray elements => elements,
            _ => [],
        };
        foreach (JsonNode part in parts.OfType<JsonNode>())
        {
            Close(part);
        }
    }

    private static bool IsValid(JsonSchema rules, JsonElement json) => rules.Evaluate(json, Strict).IsValid;

    private static string Local(string schema) => schema.Replace("#/components/schemas/", $"{Base}#/$defs/", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"(?:NaN|-?Infinity)\"")]
    private static partial Regex NotFinite();
}
