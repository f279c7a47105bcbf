using System.Text;
using System.Text.Json;
using Errand.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;

namespace Errand.Tests.Web;

/// <summary>Errand under a prefix of another program: every address that it answers leads back to it.</summary>
public sealed class MountTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Theory]
    [InlineData("/jobs", "/jobs")]
    [InlineData("/jobs", "/JOBS", "/jobs")]
    [InlineData("jobs/", "/jobs")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/j\u00f6 bs", "/j%C3%B6%20bs")]
    [InlineData("/{{x}}", "/%7Bx%7D")]
    [InlineData("/task", "/task")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/acme/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/a%20b/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/%C3%BC/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/a%2Fb/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/100%25/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/%2541/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/a+b:c@d/jobs")]
    [InlineData("/tenants/{tenant}/jobs", "/tenants/%5Cevil.example/jobs")]
    [InlineData("/{tenant:int}", "/5")]
    [InlineData("/{tenant?}", "/acme")]
    [InlineData("/{tenant=acme}", "/acme")]
    [InlineData("/v{version}", "/v2")]
    [InlineData("/{a}.{b}", "/x.y")]
    [InlineData("/projects/{id}/{type}", "/projects/7/add")]
    [InlineData("/v1/{tenant}", "/v1/tasks")]
    public async Task Every_address_has_the_prefix_that_the_request_had(string pattern, string path, string? prefix = null)
    {
        await using WebServer group = await StartAsync(app => app.MapGroup(pattern).MapErrand());
        await using WebServer overload = await StartAsync(app => app.MapErrand(pattern));

        await AnswersAsync(group, path, prefix ?? path);
        await AnswersAsync(overload, path, prefix ?? path);
    }

    [Fact]
    public async Task Groups_in_groups_add_up()
    {
        await using WebServer server = await StartAsync(app => app.MapGroup("/a").MapGroup("/{b}").MapErrand("/c"));

        await AnswersAsync(server, "/a/x%20y/c", "/a/x%20y/c");
    }

    [Fact]
    public async Task The_base_path_of_the_program_comes_first()
    {
        await using WebServer server = await StartAsync(app =>
        {
            app.UsePathBase("/my app");
            app.UseRouting();
            app.MapErrand("/jobs");
        });

        await AnswersAsync(server, "/my%20app/jobs", "/my%20app/jobs");
        await AnswersAsync(server, "/jobs", "/jobs");
    }

    [Fact]
    public async Task So_does_the_prefix_that_a_trusted_proxy_took_away()
    {
        await using WebServer server = await StartAsync(app =>
        {
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix });
            app.UseRouting();
            app.MapErrand("/jobs");
        });

        await AnswersAsync(server, "/jobs", "/public/jobs", ("X-Forwarded-Prefix", "/public"));
        await AnswersAsync(server, "/jobs", "/jobs");
    }

    [Fact]
    public async Task Nobody_else_says_what_was_taken_away()
    {
        await using WebServer server = await WebServer.StartAsync(access: new AccessOptions { Anonymous = Scopes.All });

        Assert.Equal(
            "/v1/tasks/1", (await server.PostAsync("/v1/types/add/tasks", Args, ("X-Forwarded-Prefix", "/public"))).Header("Location"));
    }

    [Theory]
    [InlineData("https://tasks.example", "/app", "https://tasks.example/app/jobs")]
    [InlineData("https://tasks.example/base/", "", "https://tasks.example/base/jobs")]
    [InlineData("https://tasks.example:8443/base", "/app", "https://tasks.example:8443/base/jobs")]
    public async Task The_public_address_stands_in_place_of_the_programs_own(string backend, string pathBase, string expected)
    {
        await using WebServer server = await StartAsync(
            app =>
            {
                app.UsePathBase(pathBase);
                app.UseRouting();
                app.MapErrand("/jobs");
            },
            backend);

        Answer task = await server.PostAsync($"{pathBase}/jobs/v1/types/add/tasks", Args);
        Answer problem = await server.GetAsync($"{pathBase}/jobs/v1/tasks/99");

        Assert.Equal($"{expected}/v1/tasks/1", task.Header("Location"));
        Assert.Equal(LinksOf($"{expected}", 1), task.Json.GetProperty("links").GetRawText());
        Assert.Equal(new Uri(expected).AbsolutePath + "/v1/tasks/99", problem.String("instance"));
    }

    [Fact]
    public async Task Two_places_in_one_program_each_answer_their_own_addresses()
    {
        await using WebServer server = await StartAsync(app =>
        {
            app.MapErrand("/one");
            app.MapErrand("/two/{x}");
        });

        await AnswersAsync(server, "/one", "/one");
        await AnswersAsync(server, "/two/2", "/two/2");
    }

    [Fact]
    public async Task What_is_said_of_the_whole_holds_for_each_route()
    {
        List<string> finished = [];
        List<Endpoint> endpoints = [];
        await using WebServer server = await StartAsync(app =>
        {
            IEndpointConventionBuilder errand = app.MapErrand("/jobs").WithTags("errand").WithMetadata("mine").RequireHost("tasks.example");
            errand.Finally(endpoint => finished.Add(endpoint.DisplayName!));
            endpoints.AddRange(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        });

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint => Assert.Equal("mine", endpoint.Metadata.GetMetadata<string>()));
        Assert.Superset(endpoints.Select(endpoint => endpoint.DisplayName!).ToHashSet(), finished.ToHashSet());
        Assert.Equal(404, (int)(await server.GetAsync("/jobs/ping")).Status);
        Assert.Equal(200, (int)(await server.GetAsync("/jobs/ping", ("Host", "tasks.example"))).Status);
    }

    [Fact]
    public async Task Logs_and_traces_show_the_documented_pattern_behind_the_prefix()
    {
        List<Endpoint> endpoints = [];
        await using WebServer server = await StartAsync(app =>
        {
            app.MapErrand("/projects/{id}");
            endpoints.AddRange(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        });

        Endpoint view = Assert.Single(
            endpoints, endpoint => endpoint.DisplayName!.EndsWith("GET, HEAD /projects/{id}/v1/tasks/{id}", StringComparison.Ordinal));
        Assert.Equal("/projects/{id}/v1/tasks/{id}", view.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()!.Route);
    }

    [Theory]
    [InlineData("/{*rest}")]
    [InlineData("/a/{**rest}")]
    public async Task A_pattern_that_would_take_in_everything_stops_the_start(string pattern)
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartAsync(app => app.MapErrand(pattern)));

        Assert.Contains("catch-all", refused.Message, StringComparison.Ordinal);
        Assert.Contains("{name}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing_under_a_prefix_either()
    {
        await using WebServer server = await StartAsync(app => app.MapErrand("/jobs"));

        (await server.PostAsync("/jobs/v1/types/add/tasks", Args, ("Origin", "https://evil.example"))).IsProblem(403, "cross-origin");
        Assert.Contains(
            "FRONTEND_URL",
            (await server.PostAsync("/jobs/task/new", Args, ("Origin", "https://evil.example"))).String("message"),
            StringComparison.Ordinal);
        Assert.Equal(0, server.Store.Count);
    }

    private static Task<WebServer> StartAsync(Action<WebApplication> map, string? backend = null) =>
        WebServer.StartAsync(options => options.BackendUrl = backend is null ? null : new Uri(backend), alone: false, map: map);

    /// <summary>Goes through all that has an address in it.</summary>
    private static async Task AnswersAsync(WebServer server, string path, string prefix, params (string, string)[] headers)
    {
        Answer created = await server.PostAsync($"{path}/v1/types/add/tasks/", Args, headers);
        Assert.Equal((202, $"{prefix}/v1/tasks/{created.Id}"), ((int)created.Status, created.Header("Location")));
        Assert.Equal(LinksOf(prefix, created.Id), created.Json.GetProperty("links").GetRawText());
        Answer second = await server.PostAsync($"{path}/v1/tasks", $$"""{"type":"add","args":{{Args}}}""", headers);
        Assert.Equal($"{prefix}/v1/tasks/{second.Id}", second.Header("Location"));
        if (headers.Length == 0)
        {
            Assert.Equal(created.Id, (await server.GetAsync(created.Header("Location")!)).Id); // It leads back.
        }

        server.Store.Put(TestTasks.Done(1000), Encoding.UTF8.GetBytes($"\"{new string('r', 100_000)}\""));
        Answer large = await server.GetAsync($"{path}/v1/tasks/1000", headers);
        Assert.Equal($"{prefix}/v1/tasks/1000/result", large.String("resultUrl"));
        Answer cancelled = await server.PostAsync($"{path}/v1/tasks/{created.Id}/cancel", null, headers);
        Assert.Equal(LinksOf(prefix, created.Id), cancelled.Json.GetProperty("links").GetRawText());

        string asked = prefix[..^path.Length] + path; // A problem names the address that was asked for.
        Assert.Equal(
            $"{asked}/v1/tasks/99",
            (await server.GetAsync($"{path}/v1/tasks/99", headers)).IsProblem(404, "unknown-task").String("instance"));
        Assert.Equal(
            $"{asked}/v1/types/zz",
            (await server.GetAsync($"{path}/v1/types/zz", headers)).IsProblem(404, "unknown-type").String("instance"));
        Answer flask = await server.GetAsync($"{path}/task/99/view", headers);
        Assert.Equal((404, """{"message":"task id 99 is not registered"}"""), ((int)flask.Status, flask.Text));
        Assert.Equal(
            JsonValueKind.Object, (await server.PostAsync($"{path}/task/new", "{}", headers)).Json.GetProperty("message").ValueKind);
    }

    private static string LinksOf(string prefix, long id) =>
        $$"""{"self":"{{prefix}}/v1/tasks/{{id}}","result":"{{prefix}}/v1/tasks/{{id}}/result","events":"{{prefix}}/v1/tasks/{{id}}/events","view":"{{prefix}}/tasks/{{id}}"}""";
}
