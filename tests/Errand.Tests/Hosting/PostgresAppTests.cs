using System.Net.Http.Json;
using System.Text.Json;
using Errand.Storage;
using Errand.TestDatabases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Tests.Hosting;

public sealed class PostgresAppTests
{
    [Fact]
    public async Task A_server_on_PostgreSQL_runs_a_task_over_HTTP()
    {
        await using PostgresDatabase database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var app = ErrandApp.Create(["--urls", "http://127.0.0.1:0", "--DATABASE_URL", database.Url, "--SHUTDOWN_GRACE", "0"]);
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        HttpResponseMessage answer = await client.PostAsJsonAsync("/v1/types/add/tasks?wait=30", new { x = 1, y = 2 }, Waiting.Stop).Soon();
        JsonElement task = await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop);
        Assert.Equal(("done", 3), (task.GetProperty("status").GetString(), task.GetProperty("result").GetInt32()));
        await app.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public async Task A_process_with_all_roles_has_nine_connections_at_most_however_many_handlers_and_janitors_it_is()
    {
        await using PostgresDatabase database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var app = ErrandApp.Create(
            ["--urls", "http://127.0.0.1:0", "--DATABASE_URL", database.Url, "--HANDLERS", "4", "--JANITORS", "3", "--SHUTDOWN_GRACE", "0"]);
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await using NpgsqlConnection watch = await database.ConnectAsync();
        var counts = new List<long>();

        var load = Task.WhenAll(Enumerable.Range(0, 64).Select(_ => SubmitAndViewAsync(client)));
        do
        {
            await using NpgsqlCommand count = new(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
                watch);
            counts.Add((long)(await count.ExecuteScalarAsync(Waiting.Stop))!);
        }
        while (!load.IsCompleted);
        await load;
        await app.StopAsync(Waiting.Stop).Soon();

        // One each for beats, LISTEN and NOTIFY; all else shares the others.
        Assert.InRange(counts.Max(), 4, 9);
    }

    [Fact]
    public async Task A_server_that_comes_up_before_its_database_waits_for_it()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(new PostgresServerOptions());
        PostgresDatabase database = await server.CreateDatabaseAsync();
        await server.StopAsync();
        await using var app = ErrandApp.Create(["handler", "--DATABASE_URL", database.Url, "--SHUTDOWN_GRACE", "0"]);
        var log = new AwaitedLine(5001);
        app.Services.AddSingleton<ILoggerProvider>(log);
        Task start = app.StartAsync(Waiting.Stop);
        Assert.Contains("waiting up to", await log.Line.Soon(), StringComparison.Ordinal);
        await server.StartAsync();
        await start.Soon();
        await app.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_told_in_one_sentence_at_once()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        await using var app = ErrandApp.Create(["handler", "--DATABASE_URL", $"postgres://postgres:s3cret@127.0.0.1:{server.Port}/none"]);
        StoreRefusedException refused = await Assert.ThrowsAsync<StoreRefusedException>(() => app.StartAsync(Waiting.Stop).Soon());
        Assert.Equal("PostgreSQL refuses the connection: database \"none\" does not exist.", refused.Message);
    }

    private static async Task SubmitAndViewAsync(HttpClient client)
    {
        for (int i = 0; i < 10; i++)
        {
            HttpResponseMessage answer = await client.PostAsJsonAsync(
                "/v1/types/add/tasks?wait=30", new { x = 1, y = 2 }, Waiting.Stop).Soon();
            long id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop)).GetProperty("id").GetInt64();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(
                _ => client.GetStringAsync(new Uri($"/v1/tasks/{id}", UriKind.Relative), Waiting.Stop))).Soon();
        }
    }
}
