using System.Net;
using Errand.Web.Http;
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
            Assert.Contains(route.Statuses, status => status is 200 or 202);
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
                ("GET /v1/tasks/{id}", RouteScope.ReadOwn),
                ("GET /v1/tasks/{id}/result", RouteScope.ReadOwn),
                ("POST /v1/tasks/{id}/cancel", RouteScope.ActOwn),
                ("GET /v1/tasks/{id}/logs", RouteScope.ReadOwn),
                ("GET /v1/types", RouteScope.Any),
                ("GET /v1/types/{type}", RouteScope.Any),
                ("GET /v1/handlers", RouteScope.Read),
                ("GET /v1/janitors", RouteScope.Read),
                ("POST /task/new", RouteScope.Submit),
                ("GET /task/{id}/view", RouteScope.ReadOwn),
                ("GET /ping", RouteScope.Public),
                ("GET /health/live", RouteScope.Public),
                ("GET /health/ready", RouteScope.Public),
            ],
            endpoints.Select(RouteOf).Select(route => ($"{route.Methods[0]} {route.Pattern}", route.Scope)));
    }

    [Fact]
    public async Task A_query_parameter_is_accepted_where_the_table_names_it_and_refused_elsewhere()
    {
        List<RouteEndpoint> endpoints = [];
        await using WebServer server = await StartAsync(endpoints);
        string[] known =
            [.. endpoints.Select(RouteOf).SelectMany(route => route.Query ?? []).Select(parameter => parameter.Name).Distinct()];

        Assert.Equal(19, known.Length);
        foreach (ApiRoute route in endpoints.Select(RouteOf))
        {
            foreach ((string name, bool isAccepted) in known.Select(
                name => (name, route.Query?.Any(parameter => parameter.Name == name) ?? true)).Append(("nope", route.Query is null)))
            {
                Answer answer = await SendAsync(server, route, $"?{name}={ValueOf(name)}");

                bool isRefused = answer.Text.Contains($"{name} is not a query parameter of this route", StringComparison.Ordinal);
                Assert.True(isAccepted != isRefused, $"{route.Pattern}?{name}: {(int)answer.Status} {answer.Text}");
                Assert.Equal(isRefused, answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity);
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
                route, 400, route.Key == KeyHeader.Refused, await SendAsync(server, route, "", ("Idempotency-Key", "once")));
            IsRefused(
                route, 400, route.Prefer != PreferHeader.Ignored, await SendAsync(server, route, "", ("Prefer", "wait=soon")));
        }
    }

    private static async Task<WebServer> StartAsync(List<RouteEndpoint> endpoints)
    {
        WebServer server = await WebServer.StartAsync(more: app => endpoints.AddRange(
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        return server;
    }

    private static ApiRoute RouteOf(Endpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<ApiRoute>();

    private static Task<Answer> SendAsync(WebServer server, ApiRoute route, string query, params (string Name, string Value)[] headers) =>
        server.SendAsync(
            route.Methods[0], PathOf(route) + query, route.ReadsBody ? WebServer.JsonContent(BodyOf(route)) : null, headers);

    private static Task<Answer> SendAsync(WebServer server, ApiRoute route, HttpContent body) =>
        route.IsWrite ? server.SendAsync(route.Methods[0], PathOf(route), body) : server.GetAsync(PathOf(route));

    private static string PathOf(ApiRoute route) =>
        route.Pattern.Replace("{type}", "add", StringComparison.Ordinal).Replace("{id}", "1", StringComparison.Ordinal);

    private static string BodyOf(ApiRoute route) => route.Pattern switch
    {
        "/v1/types/{type}/tasks" => Args,
        "/v1/tasks" => $$"""{"type":"add","args":{{Args}}}""",
        "/v1/tasks/batch" => $$"""[{"type":"add","args":{{Args}}}]""",
        "/task/new" => """{"required_arg":"test"}""",
        _ => "",
    };

    /// <summary>One that is in the range of the parameter.</summary>
    private static string ValueOf(string parameter) => parameter switch
    {
        "runAt" => "2026-11-24T08:15:30Z",
        "wait" => "0",
        "level" => "error",
        "after" => "1.1",
        "select" => "/*",
        "format" => "csv",
        _ => "1",
    };

    private static void IsRefused(ApiRoute route, int status, bool isRefused, Answer answer)
    {
        Assert.True(isRefused == (status == (int)answer.Status), $"{route.Pattern}: {(int)answer.Status} {answer.Text}");
        IsInTable(route, answer);
    }

    private static void IsInTable(ApiRoute route, Answer answer) => Assert.Contains((int)answer.Status, route.Statuses);
}
