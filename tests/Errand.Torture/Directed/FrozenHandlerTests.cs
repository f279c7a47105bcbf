namespace Errand.Torture;

/// <summary>A handler that stands still for so long that it counts as dead.</summary>
public sealed class FrozenHandlerTests : DirectedTest
{
    /// <summary>A lease, and the rest for a machine that does other things, too.</summary>
    private static readonly TimeSpan RescueLimit = TimeSpan.FromSeconds(25);

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
}
