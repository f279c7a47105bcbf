using System.Diagnostics;
using System.Net;
using Errand.HistoryChecker;

namespace Errand.SystemTests;

/// <summary>Five processes that share nothing but the file.</summary>
public sealed class SharedWorkTests : SystemTest
{
    [Fact]
    public async Task Two_handlers_share_the_work_and_each_task_runs_once()
    {
        const int Count = 200;
        (TaskClient client, ServerProcess[] handlers) = await StartFiveAsync(("HANDLER_CONCURRENCY", "2"));

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) => await client.SubmitAsync("record", new { key = $"k{i}", ms = 10 }));
        await Patience.UntilAsync(
            "all outcomes", () => Task.FromResult(
                new DatabaseFile(Folder.Database).Text("SELECT count(*) FROM outcome WHERE state = 1")), count => count == $"{Count}");

        RunStarted[] starts =
            [.. HistoryReader.Read(Folder.File("history")).Events.Select(recorded => recorded.Event).OfType<RunStarted>()];
        Assert.Equal(Count, starts.Length);
        Assert.Equal(Count, starts.DistinctBy(start => start.Id).Count());
        Assert.Equal(handlers.Select(handler => handler.Pid).Order(), starts.Select(start => start.Pid).Distinct().Order());
        Report($"of {Count} tasks, {string.Join(" and ", starts.CountBy(start => start.Pid).Select(pair => pair.Value))} by each handler");
    }

    [Fact]
    public async Task A_cancel_reaches_the_handler_in_another_process()
    {
        (TaskClient client, _) = await StartFiveAsync();
        SeenTask task = await client.SubmitAsync("sleep", new { ms = 120_000 });
        await client.RunningAsync(task.Id);

        long start = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.Accepted, await client.CancelAsync(task.Id));
        SeenTask done = await client.DoneAsync(task.Id);

        Report($"from cancel to cancelled, across processes: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
        Assert.Equal("cancelled", done.Outcome);
    }

    [Fact]
    public async Task A_task_crosses_processes_in_well_under_a_second()
    {
        const int Count = 50;
        (TaskClient client, _) = await StartFiveAsync();
        await client.SubmitAsync("noop", new { }, "wait=30");

        var times = new List<double>(Count);
        for (int i = 0; i < Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            SeenTask task = await client.SubmitAsync("noop", new { }, "wait=30");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.True(task.IsDone);
        }

        times.Sort();
        double median = times[Count / 2];
        Report(
            $"submit to done of a no-op across processes: median {median:0.0} ms, least {times[0]:0.0}, most {times[^1]:0.0} of {Count}");
        Assert.True(median < 1000, $"The median is {median} ms.");
    }

    private async Task<(TaskClient Client, ServerProcess[] Handlers)> StartFiveAsync(params (string Name, string Value)[] settings)
    {
        settings = [.. settings, ("TORTURE_HISTORY", Folder.File("history"))];
        ServerProcess[] servers = await Task.WhenAll(
            StartAsync("web", settings),
            StartAsync("handler", settings),
            StartAsync("handler", settings),
            StartAsync("janitor", settings),
            StartAsync("janitor", settings));
        return (ClientOf(servers[0]), servers[1..3]);
    }
}
