using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Errand.TestDatabases;
using Errand.TestServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

/// <summary>A whole server behind PgBouncer, set up as docs/configuration.md says.</summary>
public sealed class PgBouncerTests
{
    private const string Role = "errand_pooled";

    [Fact]
    public async Task A_server_behind_PgBouncer_in_transaction_mode_runs_cancels_and_retries_tasks()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        await using PostgresDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync($"CREATE ROLE {Role} LOGIN; GRANT CREATE ON DATABASE {database.Name} TO {Role};\n{DocumentedSettings()}");
        await using (PgBouncer pooler = await PgBouncer.StartNewAsync(server, Role))
        {
            await RoundTripAsync(
                "--DATABASE_URL", $"postgres://{Role}@127.0.0.1:{pooler.Port}/{database.Name}?pgbouncer=true",
                "--DATABASE_DIRECT_URL", $"postgres://{Role}@127.0.0.1:{server.Port}/{database.Name}");
            await RoundTripAsync("--DATABASE_URL", $"postgres://{Role}@127.0.0.1:{pooler.Port}/{database.Name}?pgbouncer=true");
        }

        Assert.Equal(
            ["enable_hashjoin=off", "enable_mergejoin=off", "enable_seqscan=off", "enable_bitmapscan=off", "jit=off",
                "plan_cache_mode=force_generic_plan"],
            await database.ReadAsync<string>($"SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = '{Role}'"));
        await database.RunAsync($"DROP OWNED BY {Role} CASCADE; DROP ROLE {Role}");
    }

    private static async Task RoundTripAsync(params string[] settings)
    {
        await using var app = ErrandApp.Create(["--urls", "http://127.0.0.1:0", "--SHUTDOWN_GRACE", "0", .. settings]);
        app.MapTask("add", (int x, int y) => x + y);
        app.MapTask("fail-first", (TaskContext context) => context.Attempt > 1 ? "done" : throw new InvalidOperationException("not yet"));
        var log = new RecordedLines();
        app.Services.AddSingleton<ILoggerProvider>(log);
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        // More at once than the pooler has connections.
        Task<JsonElement>[] sums = [.. Enumerable.Range(1, 40).Select(x => SubmitAsync(client, "add", new { x, y = 1 }, "wait=30"))];
        JsonElement[] done = await Task.WhenAll(sums).Soon();
        Assert.Equal(Enumerable.Range(2, 40), done.Select(task => task.GetProperty("result").GetInt32()));

        JsonElement retried = await SubmitAsync(client, "fail-first", new { }, "wait=30").Soon();
        Assert.Equal((2, "done"), (retried.GetProperty("attempt").GetInt32(), retried.GetProperty("result").GetString()));

        JsonElement later = await SubmitAsync(client, "add", new { x = 1, y = 1 }, "delay=600").Soon();
        long id = later.GetProperty("id").GetInt64();
        using HttpResponseMessage cancelled = await client.PostAsync(
            new Uri($"/v1/tasks/{id}/cancel", UriKind.Relative), null, Waiting.Stop).Soon();
        Assert.True(cancelled.IsSuccessStatusCode, $"{cancelled}");
        JsonElement seen = await client.GetFromJsonAsync<JsonElement>($"/v1/tasks/{id}", Waiting.Stop).Soon();
        Assert.Equal("cancelled", seen.GetProperty("outcome").GetString());

        using HttpResponseMessage ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Waiting.Stop).Soon();
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await app.StopAsync(Waiting.Stop).Soon();
        // Nothing was sent that the pooler refuses.
        Assert.False(log.Has(4107));
    }

    private static async Task<JsonElement> SubmitAsync(HttpClient client, string type, object args, string options)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync($"/v1/types/{type}/tasks?{options}", args, Waiting.Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Waiting.Stop));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop);
    }

    /// <summary>The lines of the document, for a role of this test.</summary>
    private static string DocumentedSettings() => string.Join(
        '\n', File.ReadLines(Path.Combine(Repository.Root, "docs", "configuration.md"))
        .Where(line => line.StartsWith("ALTER ROLE errand SET ", StringComparison.Ordinal))
        .Select(line => line.Replace("ROLE errand ", $"ROLE {Role} ", StringComparison.Ordinal)));
}
