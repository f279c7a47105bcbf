namespace Errand.Torture;

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
        (TaskClient client, ServerProcess[] all) = await StartWatchedAsync();

        SeenTask task = await SubmitRecordedAsync(client, "long", (int)Long.TotalMilliseconds);

        SeenTask done = await client.DoneAsync(task.Id, Long + Patience.Limit);
        Assert.Equal(("succeeded", 1), (done.Outcome, done.Attempt));
        await JudgeAsync();
        Assert.Single(Starts());
        Assert.All(all, server => Assert.DoesNotContain("declared dead", server.Output.Text, StringComparison.Ordinal));
    }
}
