using System.Diagnostics;

namespace Errand.Torture;

/// <summary>Handlers that die.</summary>
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
}
