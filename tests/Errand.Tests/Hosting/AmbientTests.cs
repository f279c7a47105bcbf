using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Errand.TestDatabases;
using Errand.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

/// <summary>What surrounds a request, or an earlier run, is not there in a run, though it may be the same thread that goes on.</summary>
public abstract class AmbientTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task A_run_sees_nothing_of_a_request_or_of_an_earlier_run()
    {
        await using Database database = await CreateDatabaseAsync();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create<string, string?>("DATABASE_URL", database.Url),
            KeyValuePair.Create<string, string?>("SHUTDOWN_GRACE", "0"),
            KeyValuePair.Create<string, string?>("HANDLER_CONCURRENCY", "2"),
        ]);
        builder.Services.AddHttpContextAccessor();
        builder.AddErrand(errand =>
        {
            errand.MapTask("look", (IHttpContextAccessor accessor) => LookAndLeave(accessor));
            errand.MapTask("look-later", async (IHttpContextAccessor accessor) =>
            {
                await Task.Yield();
                return LookAndLeave(accessor);
            });
        });
        await using WebApplication app = builder.Build();
        app.Use(async (context, next) =>
        {
            Leave("a request");
            await next(context);
        });
        app.MapErrand();
        app.MapPost("/mine", async (ITaskClient tasks) => (await tasks.SubmitAsync("look", cancellationToken: Waiting.Stop)).Value);
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("nothing", await RunAsync(client, i % 2 == 0 ? "look" : "look-later"));
        }

        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RunAsync(client, "look"))), seen => Assert.Equal("nothing", seen));
        long id = await (await client.PostAsync(new Uri("/mine", UriKind.Relative), null, Waiting.Stop)).Content.ReadFromJsonAsync<long>(Waiting.Stop);
        TaskView? mine = await app.Services.GetRequiredService<ITaskClient>().WaitAsync(new TaskId(id), Waiting.Stop);
        Assert.Equal("nothing", mine!.Result!.Value.GetString());
        await app.StopAsync(Waiting.Stop).Soon();
    }

    private protected abstract Task<Database> CreateDatabaseAsync();

    private static string LookAndLeave(IHttpContextAccessor accessor)
    {
        string seen = string.Join(", ", new[]
        {
            Ambient.Value,
            CultureInfo.CurrentCulture.NumberFormat.NegativeSign == "~" ? "the culture" : null,
            CultureInfo.CurrentUICulture.NumberFormat.NegativeSign == "~" ? "the culture of texts" : null,
            accessor.HttpContext is null ? null : "the request",
        }.Where(thing => thing is not null));
        Leave("an earlier run");
        return seen.Length == 0 ? "nothing" : seen;
    }

    private static void Leave(string where)
    {
        Ambient.Value = where;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }

    private static async Task<string?> RunAsync(HttpClient client, string type)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync(
            new Uri($"/v1/types/{type}/tasks?wait=60", UriKind.Relative), new { }, Waiting.Stop).Soon();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop)).GetProperty("result").GetString();
    }

    /// <param name="Url">Where it is.</param>
    /// <param name="Owned">What goes with it.</param>
    private protected sealed record Database(string Url, object Owned) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            (Owned as IDisposable)?.Dispose();
            await ((Owned as IAsyncDisposable)?.DisposeAsync() ?? default);
        }
    }
}

public sealed class SqliteAmbientTests : AmbientTests
{
    private protected override Task<Database> CreateDatabaseAsync()
    {
        var file = new SqliteFile();
        return Task.FromResult(new Database($"sqlite:{file.Path}", file));
    }
}

public sealed class PostgresAmbientTests : AmbientTests
{
    private protected override async Task<Database> CreateDatabaseAsync()
    {
        PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
        return new Database(database.Url, database);
    }
}
