using System.Diagnostics;
using System.Net.Http.Json;
using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>A synchronous standby that stands still: nothing that only the primary has may be confirmed, for it can still be
/// lost.</summary>
[Trait("Store", "postgres")]
public sealed class StandbyTests : SystemTest
{
    /// <summary>Longer than any write is waited for. Whoever cancels a commit that waits for the standby makes visible what it does not
    /// have.</summary>
    private static TimeSpan StandStill => Settings.IsLong ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(35);

    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public async Task What_the_standby_does_not_have_is_not_confirmed_and_what_was_confirmed_survives_the_primary(StoreKind _)
    {
        await using PostgresServer primary = await PostgresServer.StartNewAsync(new PostgresServerOptions { Durable = true });
        PostgresDatabase database = await primary.CreateDatabaseAsync();
        await using PostgresServer standby = await primary.StartStandbyAsync();
        string hosts = $"postgres://{PostgresServer.User}@127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}";
        TaskClient client = ClientOf(await StartAsync(
            "web handler janitor", ("DATABASE_URL", $"{hosts}/{database.Name}?target_session_attrs=read-write")));
        SeenTask done = await client.SubmitAsync("add", new { x = 1, y = 2 }, "wait=30");
        Assert.Equal("3", done.ResultText);
        SeenTask waiting = await client.SubmitAsync("add", new { x = 3, y = 4 }, "delay=3600");

        standby.Freeze();
        int refusals = await RefuseAsync(client, waiting.Id);
        Assert.Equal(0, primary.CountInLog("canceling wait for synchronous replication"));
        await primary.KillAsync();
        standby.Thaw();
        await standby.PromoteAsync();

        Report($"a standby that stood still for {StandStill.TotalSeconds:0} s: {refusals} submits and cancels, none confirmed");
        long id = await Patience.UntilAsync("the submit to be accepted", () => SubmitAsync(client), accepted => accepted != 0);
        // Reads have connections of their own, which may find the new primary a second later.
        await Patience.UntilAsync("a view", () => IsViewedAsync(client, id), isViewed => isViewed);
        Assert.Equal("42", (await client.DoneAsync(id)).ResultText);
        Assert.Equal("3", (await client.ViewAsync(done.Id)).ResultText);
        await Patience.UntilAsync("the cancel to be accepted", () => CancelAsync(client, waiting.Id), isAccepted => isAccepted);
        Assert.Equal("cancelled", (await client.ViewAsync(waiting.Id)).Outcome);
        IReadOnlyList<long> stored = await new PostgresDatabase(standby, database.Name).ReadAsync<long>(
            "SELECT id FROM errand.task ORDER BY id");
        Assert.Equal([done.Id, waiting.Id, id], stored);
    }

    /// <summary>The same submit and the same cancel, again and again: also a repetition that finds what the one before has
    /// written.</summary>
    private static async Task<int> RefuseAsync(TaskClient client, long waiting)
    {
        long start = Stopwatch.GetTimestamp();
        int refusals = 0;
        while (Stopwatch.GetElapsedTime(start) < StandStill)
        {
            Task<long> submit = SubmitAsync(client);
            Task<bool> cancel = CancelAsync(client, waiting);
            Assert.Equal(0, await submit);
            Assert.False(await cancel);
            refusals += 2;
        }

        return refusals;
    }

    /// <summary>The task's id, or 0 when it was not accepted.</summary>
    private static async Task<long> SubmitAsync(TaskClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/types/add/tasks")
        {
            Content = JsonContent.Create(new { x = 20, y = 22 }),
            Headers = { { "Idempotency-Key", "one" } },
        };
        using HttpResponseMessage answer = await client.Http.SendAsync(request);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<SeenTask>())!.Id : 0;
    }

    private static async Task<bool> IsViewedAsync(TaskClient client, long id)
    {
        using HttpResponseMessage answer = await client.Http.GetAsync(new Uri($"/v1/tasks/{id}", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    private static async Task<bool> CancelAsync(TaskClient client, long id) => (int)await client.CancelAsync(id) < 300;
}
