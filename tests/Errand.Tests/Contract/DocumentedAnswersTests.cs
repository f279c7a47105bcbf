using System.Net;
using System.Text;
using System.Text.Json;
using Errand.Tests.Web;
using Xunit.Sdk;

namespace Errand.Tests.Contract;

/// <summary>Answers that are not as the document has them are found, each by what is wrong with it.</summary>
public sealed class DocumentedAnswersTests
{
    private const string Json = "application/json";

    private readonly DocumentedAnswers _documented = new(JsonElement.Parse(
        """
        {
          "paths": {
            "/v1/tasks": { "get": { "responses": { "200": { "$ref": "#/components/responses/Ok" } } } },
            "/v1/tasks/{id}": { "get": { "responses": { "200": { "$ref": "#/components/responses/Ok" } } } }
          },
          "components": {
            "responses": { "Ok": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Task" } } } } },
            "schemas": {
              "Task": {
                "type": "object",
                "properties": {
                  "id": { "type": "integer", "format": "int64", "x-errand-unit": "s" },
                  "at": { "type": "string", "format": "date-time" },
                  "share": { "type": "number" },
                  "part": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Part" }] }
                },
                "required": ["id"]
              },
              "Part": {
                "type": "object",
                "anyOf": [{ "$ref": "#/components/schemas/Leaf" }],
                "discriminator": { "propertyName": "kind" }
              },
              "Leaf": { "type": "object", "properties": { "kind": { "type": "string", "enum": ["leaf"] } }, "required": ["kind"] }
            }
          }
        }
        """));

    [Theory]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":1,"at":"2026-11-24T08:15:30Z","share":0.5,"part":{"kind":"leaf"}}""")]
    [InlineData("""{"id":1,"share":"NaN","part":null}""")]
    public void What_is_documented_is_right(string json) => _documented.Check("GET", "/v1/tasks/1?wait=1", [], AnswerOf(json));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":1,"at":"yesterday"}""")]
    [InlineData("""{"id":1,"more":1}""")]
    [InlineData("""{"id":1,"part":{"kind":"root"}}""")]
    [InlineData("""{"id":1,"part":{"kind":"leaf","more":1}}""")]
    public void What_the_document_does_not_have_is_wrong(string json) =>
        Assert.ThrowsAny<XunitException>(() => _documented.Check("GET", "/v1/tasks/1", [], AnswerOf(json)));

    [Fact]
    public void So_is_another_status_or_another_media_type()
    {
        Assert.ThrowsAny<XunitException>(() => _documented.Check("GET", "/v1/tasks", [], AnswerOf("""{"id":1}""", HttpStatusCode.Accepted)));
        Assert.ThrowsAny<XunitException>(() => _documented.Check("GET", "/v1/tasks", [], AnswerOf("1", type: "text/csv")));
    }

    private static Answer AnswerOf(string text, HttpStatusCode status = HttpStatusCode.OK, string type = Json) =>
        new(status, new Dictionary<string, string[]> { ["Content-Type"] = [type] }, Encoding.UTF8.GetBytes(text));
}
