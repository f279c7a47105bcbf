using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Tests.Web;
using Json.Schema;

namespace Errand.Tests.Contract;

/// <summary>Holds every answer of a server to its own OpenAPI document: the status, the media type and the JSON.</summary>
internal sealed partial class DocumentedAnswers
{
    /// <summary>Larger answers say no more, and take long.</summary>
    private const int MostBytes = 100_000;

    private const string Base = "https://errand.test/openapi";
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly JsonElement _document;
    private readonly BuildOptions _known = new() { SchemaRegistry = new SchemaRegistry() };
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = [];
    private readonly (Regex Pattern, JsonElement Item)[] _paths;

    public DocumentedAnswers(JsonElement document)
    {
        _document = document;
        string components = document.GetProperty("components").GetProperty("schemas").GetRawText();
        JsonSchema.FromText($$$"""{"$id":"{{{Base}}}","$defs":{{{Local(components)}}}}""", _known);
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

    private static bool IsValid(JsonSchema rules, JsonElement json) => rules.Evaluate(json).IsValid;

    private static string Local(string schema) => schema.Replace("#/components/schemas/", $"{Base}#/$defs/", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"(?:NaN|-?Infinity)\"")]
    private static partial Regex NotFinite();
}
