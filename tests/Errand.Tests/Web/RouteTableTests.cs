using System.Net;
using Errand.Access;
using Errand.Lists;
using Errand.Web.Http;
using Errand.Web.Query;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Errand.Tests.Web;

/// <summary>The table of routes as other parts of the server read it, and requests that show that the routes keep to it.</summary>
public sealed class RouteTableTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task Every_route_has_an_entry_and_no_two_are_the_same()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint =>
        {
            ApiRoute route = endpoint.Metadata.GetRequiredMetadata<ApiRoute>();
            Assert.Equal(RouteValue.Documented(endpoint.RoutePattern.RawText!), route.Pattern);
            Assert.Equal(endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, route.Methods);
            Assert.Matches(@"^[a-z][^\n.]+$", route.Summary);
            Assert.Contains(route.Statuses, status => status is 200 or 201 or 202 or 204);
            Assert.Equal(route.Statuses.Distinct().Order(), route.Statuses);
        });
        Assert.Distinct(endpoints.SelectMany(endpoint => RouteOf(endpoint).Methods, (endpoint, method) => $"{method} {RouteOf(endpoint).Pattern}"));
        Assert.Distinct(endpoints.Select(endpoint => RouteOf(endpoint).Summary));
    }

    [Fact]
    public async Task Each_route_has_the_scope_that_its_callers_will_need()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);

        Assert.Equal(
            [
                ("POST /v1/types/{type}/tasks", RouteScope.Submit),
                ("POST /v1/tasks", RouteScope.Submit),
                ("POST /v1/tasks/batch", RouteScope.SubmitEach),
                ("GET /v1/tasks", RouteScope.ReadOwn),
                ("GET /v1/suggest", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result/shape", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result/series", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result/matrix", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result/histogram", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result/table", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/logs", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/attempts", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/events", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/explain", RouteScope.ReadOwn),
                ("POST /v1/tasks/actions", RouteScope.ActEach),
                ("POST /v1/tasks/{id}/cancel", RouteScope.ActOwn),
                ("POST /v1/tasks/{id}/retry", RouteScope.Submit),
                ("PUT /v1/tasks/{id}/keep", RouteScope.ActOwn),
                ("DELETE /v1/tasks/{id}/keep", RouteScope.ActOwn),
                ("DELETE /v1/tasks/{id}", RouteScope.ActOwn),
                ("GET /v1/types", RouteScope.Any),
                ("GET /v1/types/{type}", RouteScope.Any),
                ("GET /v1/types/{type}/values", RouteScope.ReadOwn),
                ("GET /v1/handlers", RouteScope.Read),
                ("GET /v1/janitors", RouteScope.Read),
                ("GET /v1/queues", RouteScope.Read),
                ("GET /v1/queues/{queue}", RouteScope.Read),
                ("POST /v1/queues/{queue}/pause", RouteScope.Admin),
                ("POST /v1/queues/{queue}/resume", RouteScope.Admin),
                ("GET /v1/stats", RouteScope.Read),
                ("GET /v1/stats/series", RouteScope.Read),
                ("GET /v1/problems", RouteScope.Read),
                ("GET /v1/events", RouteScope.Read),
                ("GET /v1/settings", RouteScope.Admin),
                ("GET /v1/keys", RouteScope.Admin),
                ("POST /v1/keys", RouteScope.Admin),
                ("POST /v1/keys/{id}/rotate", RouteScope.Admin),
                ("DELETE /v1/keys/{id}", RouteScope.Admin),
                ("GET /v1/audit", RouteScope.Admin),
                ("GET /clients/errand.py", RouteScope.Any),
                ("GET /clients/errand.ts", RouteScope.Any),
                ("POST /task/new", RouteScope.Submit),
                ("GET /task/{id}/view", RouteScope.ReadOwn),
                ("GET /ping", RouteScope.Public),
                ("GET /health/live", RouteScope.Public),
                ("GET /health/ready", RouteScope.Public),
                ("GET /metrics", RouteScope.Metrics),
                ("GET /openapi.json", RouteScope.Any),
                ("GET /docs", RouteScope.Any),
                ("GET /docs/{file}", RouteScope.Public),
            ],
            endpoints.Select(RouteOf).Select(route => ($"{route.Methods[0]} {route.Pattern}", route.Scope)));
    }

    [Fact]
    public async Task A_query_parameter_is_accepted_where_the_table_names_it_and_refused_elsewhere()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);
        string[] known = [.. endpoints.Select(RouteOf).SelectMany(route => route.Query ?? []).Select(NameOf).Distinct()];

        Assert.Equal(59, known.Length);
        foreach (ApiRoute route in endpoints.Select(RouteOf))
        {
            foreach ((string name, bool isAccepted) in known.Select(
                name => (name, route.Query?.Any(parameter => NameOf(parameter) == name) ?? true)).Append(("nope", route.Query is null)))
            {
                string needed = NeededBy(route);
                string query = needed == "" || needed.StartsWith($"?{name}=", StringComparison.Ordinal) ? "?" : $"{needed}&";
                Answer answer = await SendAsync(server, route, $"{query}{name}={ValueOf(route, name)}");

                bool isRefused = answer.Text.Contains($"{name} is not a query parameter of this route", StringComparison.Ordinal);
                Assert.True(isAccepted != isRefused, $"{route.Pattern}?{name}: {(int)answer.Status} {answer.Text}");
                bool isUnfit = name == "member" && route.Pattern.EndsWith("/table", StringComparison.Ordinal); // An array has none.
                Assert.Equal(isRefused || isUnfit, answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity);
                IsInTable(route, answer);
            }
        }
    }

    [Fact]
    public async Task A_parameter_has_a_schema_and_a_line_for_people()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);

        Assert.All(endpoints.Select(RouteOf).SelectMany(route => route.Query ?? []), parameter =>
        {
            Assert.True(System.Text.Json.JsonElement.Parse(parameter.Schema).TryGetProperty("type", out _));
            Assert.Matches(@"^[a-z][^\n]+$", parameter.Description);
        });
    }

    [Fact]
    public async Task What_every_route_refuses_alike_is_refused_as_the_table_says()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);

        foreach (ApiRoute route in endpoints.Select(RouteOf))
        {
            IsRefused(route, 406, route.ChecksAccept, await SendAsync(server, route, "", ("Accept", "text/html")));
            IsRefused(route, 403, route.IsWrite, await SendAsync(server, route, "", ("Origin", "https://elsewhere.example")));
            IsRefused(
                route, route.IsFlask ? 400 : 415, route.Body != RouteBody.None,
                await SendAsync(server, route, WebServer.Content(BodyOf(route), "text/plain")));
            IsRefused(route, 413, route.ReadsBody, await SendAsync(server, route, WebServer.JsonContent(new string(' ', 1024 * 1024 + 1))));
            IsRefused(
                route, 400, route.Key == KeyHeader.Refused, await SendAsync(server, route, NeededBy(route), ("Idempotency-Key", "once")));
            IsRefused(
                route, 400, route.Prefer != PreferHeader.Ignored,
                await SendAsync(server, route, NeededBy(route), ("Prefer", "wait=soon")));
        }
    }

    private static async Task<WebServer> StartAsync(List<RouteEndpoint> endpoints)
    {
        WebServer server = await WebServer.StartAsync(
            more: app => endpoints.AddRange(
                ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()),
            access: new AccessOptions { Anonymous = Scopes.All }); // Else the first key that is made would close it.
        server.Store.Put(TestTasks.Done(999), "[[[3,4],[5,6]]]"u8.ToArray()); // Its id is not the next one.
        server.Waiters.Stop(); // Event streams end at once.
        return server;
    }

    /// <summary>The query without which a route refuses everything.</summary>
    private static string NeededBy(ApiRoute route) => route.Pattern switch
    {
        "/v1/suggest" => "?field=type",
        "/v1/events" => "?topics=tasks",
        "/v1/types/{type}/values" => "?y=range",
        "/v1/tasks/{id}/result/series" => "?y=/0/*/1",
        "/v1/tasks/{id}/result/histogram" => "?column=/0/*/1",
        _ => "",
    };

    private static string NameOf(QueryParameter parameter) => parameter.IsPrefix ? $"{parameter.Name}x" : parameter.Name;

    private static ApiRoute RouteOf(Endpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<ApiRoute>();

    private static Task<Answer> SendAsync(WebServer server, ApiRoute route, string query, params (string Name, string Value)[] headers) =>
        server.SendAsync(
            route.Methods[0], PathOf(route) + query, route.ReadsBody ? WebServer.JsonContent(BodyOf(route)) : null, headers);

    private static Task<Answer> SendAsync(WebServer server, ApiRoute route, HttpContent body) =>
        server.SendAsync(route.Methods[0], PathOf(route), route.Body == RouteBody.None ? null : body);

    private static string PathOf(ApiRoute route) =>
        route.Pattern.Replace("{type}", "add", StringComparison.Ordinal).Replace("{id}", "999", StringComparison.Ordinal)
            .Replace("{queue}", "default", StringComparison.Ordinal).Replace("{file}", "scalar.js", StringComparison.Ordinal);

    private static string BodyOf(ApiRoute route) => route.Pattern switch
    {
        "/v1/types/{type}/tasks" => Args,
        "/v1/tasks" => $$"""{"type":"add","args":{{Args}}}""",
        "/v1/tasks/batch" => $$"""[{"type":"add","args":{{Args}}}]""",
        "/v1/tasks/actions" => """{"action":"cancel","ids":[1]}""",
        "/v1/tasks/{id}/keep" => """{"until":null}""",
        "/v1/keys" => """{"name":"ci","scopes":["read"]}""",
        "/v1/keys/{id}/rotate" => "{}",
        "/task/new" => """{"required_arg":"test"}""",
        _ => "",
    };

    /// <summary>One that is in the range of the parameter.</summary>
    private static string ValueOf(ApiRoute route, string parameter) => (route.Pattern, parameter) switch
    {
        ("/v1/stats/series", "from" or "to") => "10m",
        ("/v1/types/{type}/values", "x") => "args.dt",
        ("/v1/audit", "after" or "before") => "2026-11-24T08:15:30Z",
        ("/v1/audit", "cursor") => "1.7",
        _ => ValueOf(parameter),
    };

    private static string ValueOf(string parameter) => parameter switch
    {
        "runAt" => "2026-11-24T08:15:30Z",
        "wait" => "0",
        "level" => "error",
        "topics" => "tasks",
        "after" => "1.1",
        "status" => "waiting",
        "outcome" => "failed",
        "reason" => "ready",
        "createdAfter" or "createdBefore" => "1h",
        "cursor" => ListCursor.Write(new TaskId(1), new TaskSearch([])),
        "fields" => "id",
        "count" or "gone" => "true",
        "field" => "type",
        "select" => "/*",
        "at" => "",
        "x" or "y" or "with" or "column" => "/0/*/1",
        "points" => "2",
        "method" => "none",
        "encoding" => "f64",
        "slice" => "0",
        "rows" or "columns" => "0:1",
        "sort" => "value",
        "format" => "csv",
        "step" => "60",
        "by" => "type",
        _ => "1",
    };

    private static void IsRefused(ApiRoute route, int status, bool isRefused, Answer answer)
    {
        Assert.True(isRefused == (status == (int)answer.Status), $"{route.Pattern}: {(int)answer.Status} {answer.Text}");
        IsInTable(route, answer);
    }

    private static void IsInTable(ApiRoute route, Answer answer) => Assert.Contains((int)answer.Status, route.Statuses);
}
