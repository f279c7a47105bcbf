using System.Net;

namespace Torture;

/// <summary>Several that want the same task at the same instant.</summary>
public sealed class RaceTests : DirectedTest
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
        for (var i = 0; i < Count; i++)
        {
            SeenTask task = await SubmitRecordedAsync(client, $"k{i}", 0, "wait=30");
            Assert.Equal($"\"k{i} by attempt 1\"", task.ResultText);
        }

        await JudgeAsync();
        Assert.Equal(Count, Starts().Count);
        Report($"{kind}: {Count} tasks, by each handler {string.Join(", ", Starts().CountBy(start => start.Pid).Select(pair => pair.Value))}");
    }

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Cancel_and_finish_meet_and_each_task_ends_once(StoreKind kind)
    {
        const int Count = 60;
        await UseAsync(kind);
        ServerProcess[] webs = await Task.WhenAll(StartOnStoreAsync("web"), StartOnStoreAsync("web"));
        TaskClient[] clients = [.. webs.Select(ClientOf)];
        await Task.WhenAll(StartOnStoreAsync("handler"), StartOnStoreAsync("handler"));

        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            SeenTask task = await SubmitRecordedAsync(clients[0], $"k{i}", i % 20);
            await Task.Delay(i * 7 % 40, CancellationToken.None);
            // Two at once, past different servers: neither may find it unknown.
            HttpStatusCode[] answers = await Task.WhenAll(clients.Select(client => client.CancelAsync(task.Id)));
            Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer}"));
            await clients[1].DoneAsync(task.Id);
        });

        await JudgeAsync();
        IEnumerable<string> ends = (await Store.TasksAsync()).CountBy(task => $"{task.Outcome}").Select(pair => $"{pair.Value} {pair.Key}");
        Report($"{kind}, cancel against finish: {string.Join(", ", ends)}");
    }

    /// <summary>Runs end, are cancelled, and their handler is declared dead, all within a few seconds: its last beat was up to five seconds before
    /// it froze, and its lease is one of fifteen.</summary>
    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Cancel_finish_and_reap_meet_and_each_task_ends_once(StoreKind kind)
    {
        const int Count = 20;
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web janitor"));
        ServerProcess frozen = await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", $"{Count}"));
        SeenTask[] tasks = await Task.WhenAll(Enumerable.Range(0, Count).Select(i =>
            SubmitRecordedAsync(client, $"k{i}", 10_000 + (i * 200))));
        await Task.WhenAll(tasks.Select(task => client.RunningAsync(task.Id)));
        await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", $"{Count}"));

        await frozen.SignalAsync(Signal.Stop);
        Task cancels = Parallel.ForEachAsync(tasks.Where((_, i) => i % 2 == 0), async (task, _) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10_000 + (task.Id * 137 % 5000)), CancellationToken.None);
            await client.CancelAsync(task.Id);
        });
        await Task.Delay(TimeSpan.FromSeconds(12.5));
        await frozen.SignalAsync(Signal.Continue);
        await cancels;

        await JudgeAsync(TimeSpan.FromSeconds(90));
        IEnumerable<string> ends = (await Store.TasksAsync()).CountBy(task => (task.Outcome, task.Attempt)).Select(pair => $"{pair.Value} {pair.Key}");
        Report($"{kind}, cancel against finish against reap: {string.Join(", ", ends)}");
    }
}
