using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Web.Query;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Routing;

namespace Errand.Tests.Web.OpenApi;

/// <summary><c>/openapi.json</c> against the table of routes, and how it is served.</summary>
public sealed partial class OpenApiTests
{
    private const string SubmitPattern = "/v1/types/{type}/tasks";

    /// <summary>Besides 400, for a wrong host, and 500 on every route: what a caller without a key, with a wrong one and with too many
    /// requests is answered, and what is answered while the store of keys does not answer.</summary>
    private static readonly int[] OfAccess = [401, 403, 429, 503];

    [Fact]
    public async Task The_document_has_every_route_and_no_other()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);
        JsonElement document = await DocumentAsync(server, "?type=add");

        Assert.Equal(
            endpoints.Select(endpoint => KeyOf(RouteOf(endpoint))).Order(StringComparer.Ordinal),
            Operations(document).Select(operation => operation.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_says_of_each_route_what_the_table_says()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);
        JsonElement document = await DocumentAsync(server, "?type=add");
        var operations = Operations(document).ToDictionary(operation => operation.Key, operation => operation.Value);

        Assert.All(endpoints.Select(RouteOf), route =>
        {
            JsonElement operation = operations[KeyOf(route)];
            string summary = route.Pattern == SubmitPattern ? "submits a task of the type add" : route.Summary;
            Assert.Equal(char.ToUpperInvariant(summary[0]) + summary[1..], operation.GetProperty("summary").GetString());
            int[] ofAccess = route.Scope == RouteScope.Public ? [] : OfAccess;
            Assert.Equal(
                route.Statuses.Union([400, 500, .. ofAccess]).Order().Select(status => $"{status}"),
                operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name));
            Assert.Equal(route.Scope == RouteScope.Public, operation.TryGetProperty("security", out JsonElement security));
            Assert.True(route.Scope != RouteScope.Public || security.GetArrayLength() == 0);
            Assert.Equal(route.ReadsBody, operation.TryGetProperty("requestBody", out _));
        });
    }

    [Fact]
    public async Task The_document_has_the_parameters_of_the_table_with_their_schemas()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);
        JsonElement document = await DocumentAsync(server, "?type=add");
        var operations = Operations(document).ToDictionary(operation => operation.Key, operation => operation.Value);

        Assert.All(endpoints.Select(RouteOf), route =>
        {
            JsonElement[] parameters = [.. ParametersOf(document, operations[KeyOf(route)])];
            Assert.Equal(
                (route.Query ?? []).Select(Described),
                parameters.Where(parameter => parameter.GetProperty("in").ValueEquals("query")).Select(Described));
            string[] headers = [.. parameters.Where(parameter => parameter.GetProperty("in").ValueEquals("header")).Select(NameOf)];
            Assert.Equal(route.Key == KeyHeader.Accepted, headers.Contains("Idempotency-Key"));
            Assert.Equal(route.Prefer != PreferHeader.Ignored, headers.Contains("Prefer"));
        });
    }

    [Fact]
    public async Task A_type_has_an_operation_and_schemas_of_its_own()
    {
        await using WebServer server = await WebServer.StartAsync();

        JsonElement document = await DocumentAsync(server, "");

        JsonElement add = document.GetProperty("paths").GetProperty("/v1/types/add/tasks").GetProperty("post");
        Assert.Equal("submitAdd", add.GetProperty("operationId").GetString());
        Assert.Equal("Adds two numbers", add.GetProperty("description").GetString());
        JsonElement body = add.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        Assert.Equal("""{"$ref":"#/components/schemas/AddArgs"}""", body.GetProperty("schema").GetRawText());
        Assert.Equal("""{"x":1,"y":2}""", body.GetProperty("examples").GetProperty("example").GetProperty("value").GetRawText());
        Assert.All(["200", "202"], status => Assert.Equal(
            """{"schema":{"$ref":"#/components/schemas/AddTask"}}""",
            add.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetRawText()));
        JsonElement task = document.GetProperty("components").GetProperty("schemas").GetProperty("AddTask");
        Assert.Contains("args", task.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain("{", add.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.False(document.GetProperty("paths").TryGetProperty(SubmitPattern, out _));
    }

    [Theory]
    [InlineData("?type=add", "add")]
    [InlineData("?type=add,free", "add free")]
    [InlineData("?type=free&type=add", "add free")]
    [InlineData("", "quickstart add free")]
    public async Task The_parameter_type_narrows_the_document(string query, string types)
    {
        await using WebServer server = await WebServer.StartAsync();

        JsonElement document = await DocumentAsync(server, query);

        Assert.Equal(
            types.Split(' ').Select(type => $"/v1/types/{type}/tasks"),
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Where(path => TypePath().IsMatch(path)));
        Assert.Equal(
            types.Contains("quickstart", StringComparison.Ordinal),
            document.GetProperty("components").GetProperty("schemas").TryGetProperty("QuickstartTask", out _));
    }

    [Fact]
    public async Task A_type_that_nobody_has_is_not_left_out_in_silence()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.GetAsync("/openapi.json?type=add,ad");

        answer.IsProblem(404, ProblemSlug.UnknownType);
        Assert.Contains("add", answer.Json.GetProperty("nearest").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?type=add")]
    public async Task Every_reference_leads_to_something_and_every_component_is_used(string query)
    {
        await using WebServer server = await WebServer.StartAsync();
        await using WebServer empty = await WebServer.StartAsync(types: []);

        Assert.Empty(Faults(await server.GetAsync($"/openapi.json{query}")));
        Assert.Empty(Faults(await empty.GetAsync("/openapi.json")));
    }

    [Fact]
    public async Task Equal_types_have_equal_bytes_and_a_tag_that_spares_them()
    {
        await using WebServer one = await WebServer.StartAsync();
        await using WebServer other = await WebServer.StartAsync();

        Answer answer = await one.GetAsync("/openapi.json");

        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(answer.Bytes, (await other.GetAsync("/openapi.json")).Bytes);
        Assert.NotEqual(answer.Header("ETag"), (await one.GetAsync("/openapi.json?type=add")).Header("ETag"));
        Answer known = await other.GetAsync("/openapi.json", ("If-None-Match", answer.Header("ETag")!));
        Assert.Equal((304, 0), ((int)known.Status, known.Bytes.Length));
    }

    [Theory]
    [InlineData("", null, "/")]
    [InlineData("/jobs", null, "/jobs")]
    [InlineData("", "https://tasks.example", "https://tasks.example")]
    [InlineData("/jobs", "https://tasks.example/my/", "https://tasks.example/my/jobs")]
    public async Task The_server_of_the_document_is_the_public_address(string prefix, string? backend, string url)
    {
        await using WebServer server = await WebServer.StartAsync(
            options => options.BackendUrl = backend is null ? null : new Uri(backend), map: app => app.MapErrand(prefix));

        Answer answer = await server.GetAsync($"{prefix}/openapi.json");

        Assert.Equal([url], answer.Json.GetProperty("servers").EnumerateArray().Select(each => each.GetProperty("url").GetString()));
    }

    private static Task<WebServer> StartAsync(List<RouteEndpoint> endpoints) => WebServer.StartAsync(more: app => endpoints.AddRange(
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));

    private static async Task<JsonElement> DocumentAsync(WebServer server, string query)
    {
        Answer answer = await server.GetAsync($"/openapi.json{query}");
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private static ApiRoute RouteOf(RouteEndpoint endpoint) => endpoint.Metadata.OfType<ApiRoute>().Single();

    private static string KeyOf(ApiRoute route) => $"{route.Methods[0]} {route.Pattern}";

    /// <summary>Each operation, that of a task type as the one of any type.</summary>
    private static IEnumerable<(string Key, JsonElement Value)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name != "parameters"
        select ($"{operation.Name.ToUpperInvariant()} {TypePath().Replace(path.Name, SubmitPattern)}", operation.Value);

    private static IEnumerable<JsonElement> ParametersOf(JsonElement document, JsonElement operation) =>
        operation.TryGetProperty("parameters", out JsonElement parameters)
            ? parameters.EnumerateArray().Select(parameter => parameter.TryGetProperty("$ref", out JsonElement reference)
                ? document.GetProperty("components").GetProperty("parameters").GetProperty(reference.GetString()!.Split('/')[^1])
                : parameter)
            : [];

    private static string NameOf(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    private static string Described(QueryParameter parameter)
    {
        string description = $"{char.ToUpperInvariant(parameter.Description[0])}{parameter.Description[1..]}.";
        return $"{parameter.Name.TrimEnd('.')} {parameter.IsRepeatable} {Sorted(JsonElement.Parse(parameter.Schema))} {description}";
    }

    /// <summary>The schema of one value, without formats that generators need or do not know; a name that is only a beginning has an
    /// object.</summary>
    private static string Described(JsonElement parameter)
    {
        JsonElement schema = parameter.GetProperty("schema");
        bool isObject = schema.GetProperty("type").ValueEquals("object");
        bool isArray = schema.GetProperty("type").ValueEquals("array");
        JsonElement one = isObject ? schema.GetProperty("additionalProperties") : isArray ? schema.GetProperty("items") : schema;
        string description = parameter.GetProperty("description").GetString()!;
        int end = isObject ? description.IndexOf(". ", StringComparison.Ordinal) + 1 : description.Length;
        return $"{NameOf(parameter)} {isObject || isArray} {Sorted(one)} {description[..end]}";
    }

    private static string Sorted(JsonElement schema) => string.Join(',', schema.EnumerateObject()
        .Where(rule => rule.Name != "format" || rule.Value.GetString() is not ("int32" or "int64" or "double" or "json-pointer"))
        .Select(rule => $"{rule.Name}={rule.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Faults(Answer answer)
    {
        var used = Reference().Matches(answer.Text).Select(match => match.Groups[1].Value).ToHashSet();
        var there = (
            from kind in answer.Json.GetProperty("components").EnumerateObject()
            where kind.Name != "securitySchemes"
            from component in kind.Value.EnumerateObject()
            select $"{kind.Name}/{component.Name}").ToHashSet();
        return [.. used.Except(there).Select(name => $"{name} is nowhere"), .. there.Except(used).Select(name => $"{name} is not used")];
    }

    [GeneratedRegex("^/v1/types/[^/{]+/tasks$")]
    private static partial Regex TypePath();

    [GeneratedRegex("\"#/components/([^\"]+)\"")]
    private static partial Regex Reference();
}
