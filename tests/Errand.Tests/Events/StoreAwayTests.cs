using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Events;

/// <summary>A whole server whose database goes away and comes back.</summary>
public sealed class StoreAwayTests
{
    private const int CountsNotWritten = 6001;

    [Fact]
    public async Task Streams_stay_open_and_no_count_is_lost()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(new PostgresServerOptions());
        PostgresDatabase database = await server.CreateDatabaseAsync();
        await using var app = ErrandApp.Create(["--urls", "http://127.0.0.1:0", "--DATABASE_URL", database.Url, "--SHUTDOWN_GRACE", "0"]);
        var log = new AwaitedLine(CountsNotWritten);
        app.Services.AddSingleton<ILoggerProvider>(log);
        TaskCompletionSource gate = Waiting.NewSignal();
        app.MapTask("hold", () => gate.Task);
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        HttpResponseMessage submitted = await client.PostAsJsonAsync("/v1/types/hold/tasks", new { }, Waiting.Stop).Soon();
        long id = (await submitted.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop)).GetProperty("id").GetInt64();
        await using EventReader events = await EventReader.OpenAsync(client, $"/v1/tasks/{id}/events");
        await using EventReader hints = await EventReader.OpenAsync(client, "/v1/events?topics=tasks,stats,queues,handlers,problems");
        while ((await events.NextAsync("status")).GetProperty("status").GetString() != "running")
        {
        }

        await hints.NextAsync("tasks");
        await server.StopAsync();
        // Unless they were written just before: then there is nothing that could get lost.
        await Task.WhenAny(log.Line, Task.Delay(TimeSpan.FromSeconds(8), Waiting.Stop));
        using (HttpResponseMessage refused = await client.GetAsync(new Uri($"/v1/tasks/{id}/events", UriKind.Relative), Waiting.Stop))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        await server.StartAsync();
        gate.SetResult();

        Assert.Equal("succeeded", (await events.NextAsync("end")).GetProperty("outcome").GetString());
        foreach (string topic in (string[])["tasks", "stats"])
        {
            await hints.NextAsync(topic);
        }

        Assert.Equal((1, 1), await UntilEndedAsync(client));
        await app.StopAsync(Waiting.Stop).Soon();
    }

    /// <summary>How many tasks were submitted and ended, once any has ended.</summary>
    private static async Task<(long Submitted, long Finished)> UntilEndedAsync(HttpClient client)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            JsonElement series = await client.GetFromJsonAsync<JsonElement>("/v1/stats/series", Waiting.Stop);
            JsonElement all = series.GetProperty("series")[0];
            (long submitted, long finished) = (SumOf(all.GetProperty("submitted")), SumOf(all.GetProperty("finished")));
            if (finished > 0)
            {
                return (submitted, finished);
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), series.GetRawText());
            await Task.Delay(50, Waiting.Stop);
        }
    }

    private static long SumOf(JsonElement numbers) =>
        numbers.EnumerateArray().Where(number => number.ValueKind == JsonValueKind.Number).Sum(number => number.GetInt64());
}
