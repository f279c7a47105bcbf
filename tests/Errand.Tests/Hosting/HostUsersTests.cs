using System.Net;
using System.Security.Claims;
using Errand.Tests.Storage;
using Errand.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

/// <summary>The users of a program that Errand is a part of.</summary>
public sealed class HostUsersTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task Users_have_the_scopes_that_their_program_says()
    {
        using var file = new SqliteFile();
        await using WebApplication app = await StartAsync(file, errand => errand.Access(ScopesOf));
        using HttpClient client = ClientOf(app);

        Answer task = await SendAsync(client, "POST", "/v1/types/add/tasks", ("User", "ann"));
        Assert.Equal(HttpStatusCode.Accepted, task.Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", $"/v1/tasks/{task.Id}", ("User", "ann"))).Status);
        (await SendAsync(client, "GET", $"/v1/tasks/{task.Id}", ("User", "bob"))).IsProblem(404, "unknown-task");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", $"/v1/tasks/{task.Id}", ("User", "ops"))).Status);
        (await SendAsync(client, "GET", "/v1/settings", ("User", "ann"))).IsProblem(403, "forbidden");
        (await SendAsync(client, "GET", "/v1/tasks")).IsProblem(401, "unauthenticated");
        // Its own tokens come as Bearer too.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/v1/tasks", ("User", "ann"), ("Authorization", "Bearer eyJ"))).Status);
    }

    [Fact]
    public async Task Keys_count_besides_users_where_the_program_says_so()
    {
        using var file = new SqliteFile();
        string key = $"errand_{new string('k', 40)}";
        await using WebApplication both = await StartAsync(
            file,
            errand =>
            {
                errand.Access(ScopesOf);
                errand.UseKeys();
            },
            ("ERRAND_KEY", key));
        using HttpClient client = ClientOf(both);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/v1/settings", ("Authorization", $"Bearer {key}"))).Status);
        (await SendAsync(client, "GET", "/v1/tasks", ("User", "ann"), ("X-Api-Key", "wrong"))).IsProblem(401, "unauthenticated");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/v1/tasks", ("User", "ann"), ("Authorization", "Bearer eyJ"))).Status);
    }

    [Fact]
    public async Task A_program_that_says_nothing_is_open_on_loopback_and_closed_elsewhere()
    {
        using var file = new SqliteFile();
        await using (WebApplication local = await StartAsync(file, _ => { }))
        {
            using HttpClient client = ClientOf(local);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/v1/tasks")).Status);
        }

        await using WebApplication elsewhere = await StartAsync(file, _ => { }, ("urls", "http://0.0.0.0:0"));
        using HttpClient other = ClientOf(elsewhere);
        (await SendAsync(other, "GET", "/v1/tasks")).IsProblem(401, "unauthenticated");
    }

    private static Scopes ScopesOf(ClaimsPrincipal user) => user.IsInRole("ops") ? Scopes.All : Scopes.Parse("submit:add");

    private static async Task<WebApplication> StartAsync(
        SqliteFile file, Action<ErrandBuilder> configure, params (string Name, string Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("DATABASE_URL", $"sqlite:{file.Path}")).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2));
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:0");
        builder.AddErrand(errand =>
        {
            errand.MapTask("add", (int x, int y) => x + y);
            configure(errand);
        });
        WebApplication app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["User"] is [{ } name])
            {
                Claim[] claims = [new(ClaimTypes.NameIdentifier, name), new(ClaimTypes.Role, name)];
                context.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
            }

            return next();
        });
        app.MapErrand();
        await app.StartAsync(Waiting.Stop);
        return app;
    }

    private static HttpClient ClientOf(WebApplication app) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{new Uri(app.Urls.Single()).Port}"),
    };

    private static async Task<Answer> SendAsync(HttpClient client, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = method == "POST" ? WebServer.JsonContent(Args) : null;
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request, Waiting.Stop);
        return await Answer.OfAsync(response);
    }
}
