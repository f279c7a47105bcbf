namespace Torture;

/// <summary>Leases are the process's, whatever its tasks do.</summary>
public sealed class LongTaskTests : DirectedTest
{
    /// <summary>More than two leases; at length more than ten.</summary>
    private static TimeSpan Long => Settings.IsLong ? TimeSpan.FromSeconds(160) : TimeSpan.FromSeconds(35);

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_task_longer_than_many_leases_runs_once(StoreKind kind)
    {
        await UseAsync(kind);
        (TaskClient client, ServerProcess[] all) = await StartAsync();

        SeenTask task = await SubmitRecordedAsync(client, "long", (int)Long.TotalMilliseconds);

        SeenTask done = await client.DoneAsync(task.Id, Long + Patience.Limit);
        Assert.Equal(("succeeded", 1), (done.Outcome, done.Attempt));
        await JudgeAsync();
        Assert.Single(Starts());
        Assert.All(all, server => Assert.DoesNotContain("declared dead", server.Output.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_thousand_blocked_pool_threads_cause_no_false_rescue(StoreKind kind)
    {
        await UseAsync(kind);
        (TaskClient client, ServerProcess[] all) = await StartAsync();
        SeenTask task = await SubmitRecordedAsync(client, "beside", 25_000);
        await client.RunningAsync(task.Id);

        // As soon as it runs it is on the same handler: there is one.
        SeenTask blocker = await client.SubmitAsync("block-pool", new { threads = 1000, ms = 24_000 }, "maxAttempts=1");
        await client.RunningAsync(blocker.Id);

        SeenTask done = await client.DoneAsync(task.Id, TimeSpan.FromSeconds(90));
        Assert.Equal(("succeeded", 1), (done.Outcome, done.Attempt));
        done = await client.DoneAsync(blocker.Id, TimeSpan.FromSeconds(90));
        Assert.Equal(("succeeded", 1), (done.Outcome, done.Attempt));
        Assert.All(all, server => Assert.DoesNotContain("declared dead", server.Output.Text, StringComparison.Ordinal));
    }

    /// <summary>One handler that runs it, and a janitor that would take it away.</summary>
    private async Task<(TaskClient Client, ServerProcess[] All)> StartAsync()
    {
        ServerProcess[] all = await Task.WhenAll(
            StartOnStoreAsync("web"), StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", "4")), StartOnStoreAsync("janitor"));
        return (ClientOf(all[0]), all);
    }
}
