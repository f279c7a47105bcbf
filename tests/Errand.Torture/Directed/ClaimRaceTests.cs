namespace Errand.Torture;

/// <summary>Several that want the same task at the same instant.</summary>
public sealed class ClaimRaceTests : DirectedTest
{
    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Three_idle_handlers_race_for_each_task_and_one_runs_it(StoreKind kind)
    {
        const int Count = 40;
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web"));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartOnStoreAsync("handler")));

        // One at a time: whoever submits waits for the end, so each finds all handlers idle and wakes them all.
        for (int i = 0; i < Count; i++)
        {
            SeenTask task = await SubmitRecordedAsync(client, $"k{i}", 0, "wait=30");
            Assert.Equal($"\"k{i} by attempt 1\"", task.ResultText);
        }

        await JudgeAsync();
        Assert.Equal(Count, Starts().Count);
        Report(
            $"{kind}: {Count} tasks, by each handler {string.Join(", ", Starts().CountBy(start => start.Pid).Select(pair => pair.Value))}");
    }
}
