using System.Diagnostics;

namespace Torture;

/// <summary>Handlers that die, or stand still for so long that they count as dead.</summary>
public sealed class LostHandlerTests : DirectedTest
{
    /// <summary>Promised are 17 s; the rest is for a machine that does other things, too.</summary>
    private static readonly TimeSpan RescueLimit = TimeSpan.FromSeconds(25);

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task What_a_killed_handler_ran_is_done_by_another(StoreKind kind)
    {
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web"));
        ServerProcess first = await StartOnStoreAsync("handler");
        SeenTask task = await client.SubmitAsync("slow-once", new { ms = 120_000 });
        await client.RunningAsync(task.Id);
        await StartOnStoreAsync("handler janitor");

        long start = Stopwatch.GetTimestamp();
        await first.SignalAsync(Signal.Kill);
        SeenTask done = await client.DoneAsync(task.Id, RescueLimit);
        TimeSpan rescue = Stopwatch.GetElapsedTime(start);

        Report($"from kill -9 of a handler to done by another, {kind}: {rescue.TotalSeconds:0.0} s");
        Assert.Equal(("succeeded", 2, "2"), (done.Outcome, done.Attempt, done.ResultText));
        Assert.True(rescue < RescueLimit, $"It took {rescue}.");
    }

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_task_that_kills_its_process_ends_as_failed_and_its_neighbours_succeed(StoreKind kind)
    {
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web janitor"));
        using var enough = new CancellationTokenSource();
        Task<int> supervisor = SuperviseAsync(enough.Token);
        var neighbours = new List<SeenTask>();
        for (var i = 0; i < 6; i++)
        {
            neighbours.Add(await client.SubmitAsync("sleep", new { ms = 300 }));
        }

        SeenTask killer = await client.SubmitAsync("kill-self", new { }, "maxAttempts=2");
        for (var i = 0; i < 6; i++)
        {
            neighbours.Add(await client.SubmitAsync("sleep", new { ms = 300 }));
        }

        killer = await client.DoneAsync(killer.Id, TimeSpan.FromSeconds(60));
        foreach (SeenTask neighbour in neighbours)
        {
            Assert.Equal("succeeded", (await client.DoneAsync(neighbour.Id)).Outcome);
        }

        await enough.CancelAsync();
        Assert.Equal(("failed", "handler-lost", 2), (killer.Outcome, killer.Error?.Kind, killer.Attempt));
        Assert.Equal(2, await supervisor);
    }

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_frozen_handler_can_not_overwrite_what_another_did_and_works_on(StoreKind kind)
    {
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web"));
        ServerProcess frozen = await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", "2"));
        // One would still run when the handler wakes up; the other has ended by then, and wants to say so.
        SeenTask runsOn = await client.SubmitAsync("slow-once", new { ms = 120_000 });
        await client.RunningAsync(runsOn.Id);
        SeenTask ends = await client.SubmitAsync("slow-once", new { ms = 10_000 });
        await client.RunningAsync(ends.Id);
        await frozen.SignalAsync(Signal.Stop);
        ServerProcess other = await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", "2"));
        foreach (SeenTask task in new[] { runsOn, ends })
        {
            Assert.Equal(("succeeded", 2), await EndOfAsync(client, task.Id));
        }

        await frozen.SignalAsync(Signal.Continue);
        await frozen.LineAsync("had been declared dead");
        await frozen.LineAsync($"Task {runsOn.Id}, attempt 1: its claim was taken over");
        await frozen.LineAsync($"Task {ends.Id}, attempt 1: its claim was taken over");

        await other.SignalAsync(Signal.Terminate);
        Assert.Equal(0, await other.ExitAsync());
        SeenTask later = await client.SubmitAsync("add", new { x = 20, y = 22 });
        Assert.Equal("42", (await client.DoneAsync(later.Id)).ResultText);
        Assert.Equal(("succeeded", 2), await EndOfAsync(client, runsOn.Id));
        Assert.Equal(("succeeded", 2), await EndOfAsync(client, ends.Id));
    }

    private static async Task<(string? Outcome, int Attempt)> EndOfAsync(TaskClient client, long id)
    {
        SeenTask task = await client.DoneAsync(id, RescueLimit);
        Assert.Equal($"{task.Attempt}", task.ResultText);
        return (task.Outcome, task.Attempt);
    }

    /// <summary>Starts a handler again whenever it is gone. Returns how often it was.</summary>
    private async Task<int> SuperviseAsync(CancellationToken enough)
    {
        for (var deaths = 0; ; deaths++)
        {
            ServerProcess handler = await StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", "4"));
            while (!handler.HasExited)
            {
                if (enough.IsCancellationRequested)
                {
                    return deaths;
                }

                await Task.Delay(50, CancellationToken.None);
            }
        }
    }
}
