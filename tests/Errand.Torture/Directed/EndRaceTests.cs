using System.Diagnostics;
using System.Net;

namespace Errand.Torture;

/// <summary>A task that is ended by several at the same instant.</summary>
public sealed class EndRaceTests : DirectedTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

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

    /// <summary>Runs end, are cancelled, and their handler is declared dead, all about the moment when its first lease runs out: it wakes
    /// up just then, and its tasks have used up their time.</summary>
    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Cancel_finish_and_reap_meet_and_each_task_ends_once(StoreKind kind)
    {
        const int Count = 20;
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web janitor"));
        ServerProcess frozen = await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", $"{Count}"));
        long leased = Stopwatch.GetTimestamp();
        SeenTask[] tasks = await Task.WhenAll(
            Enumerable.Range(0, Count).Select(i => SubmitRecordedAsync(client, $"k{i}", 5_000 + (i * 100))));
        // Not only claimed: a process frozen between claim and start may start the old attempt after a newer one.
        await Patience.UntilAsync("all runs to start", () => Task.FromResult(Starts().Count), started => started == Count);
        await frozen.SignalAsync(Signal.Stop);
        await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", $"{Count}"));

        var cancels = Task.WhenAll(Enumerable.Range(0, Count / 2).Select(async i =>
        {
            await UntilAsync(leased, Lease + TimeSpan.FromMilliseconds(50 * (i - 7)));
            await client.CancelAsync(tasks[2 * i].Id);
        }));
        // A little earlier and the runs end; a little later and they are lost.
        await UntilAsync(leased, Lease - TimeSpan.FromMilliseconds(Random.Shared.Next(180)));
        await frozen.SignalAsync(Signal.Continue);
        await cancels;

        await JudgeAsync(TimeSpan.FromSeconds(90));
        IEnumerable<string> ends = (await Store.TasksAsync()).CountBy(task => (task.Outcome, task.Attempt)).Select(
            pair => $"{pair.Value} {pair.Key}");
        Report($"{kind}, cancel against finish against reap: {string.Join(", ", ends)}");
    }

    private static async Task UntilAsync(long start, TimeSpan at)
    {
        if (at - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }
    }
}
