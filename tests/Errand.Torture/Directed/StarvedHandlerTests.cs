namespace Errand.Torture;

/// <summary>A handler whose tasks block every thread that it has to share.</summary>
public sealed class StarvedHandlerTests : DirectedTest
{
    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_thousand_blocked_pool_threads_cause_no_false_rescue(StoreKind kind)
    {
        await UseAsync(kind);
        (TaskClient client, ServerProcess[] all) = await StartWatchedAsync();
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
}
