namespace Errand.Torture;

/// <summary>A task that takes its handler with it.</summary>
public sealed class KillerTaskTests : DirectedTest
{
    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_task_that_kills_its_process_ends_as_failed_and_its_neighbours_succeed(StoreKind kind)
    {
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web janitor"));
        using var enough = new CancellationTokenSource();
        Task<int> supervisor = SuperviseAsync(enough.Token);
        var neighbours = new List<SeenTask>();
        for (int i = 0; i < 6; i++)
        {
            neighbours.Add(await client.SubmitAsync("sleep", new { ms = 300 }));
        }

        SeenTask killer = await client.SubmitAsync("kill-self", new { }, "maxAttempts=2");
        for (int i = 0; i < 6; i++)
        {
            neighbours.Add(await client.SubmitAsync("sleep", new { ms = 300 }));
        }

        // Two leases of 15 s run out, and a handler starts twice, which takes long beside other tests: so long only a hang takes.
        killer = await client.DoneAsync(killer.Id, TimeSpan.FromMinutes(3));
        foreach (SeenTask neighbour in neighbours)
        {
            Assert.Equal("succeeded", (await client.DoneAsync(neighbour.Id)).Outcome);
        }

        await enough.CancelAsync();
        Assert.Equal(("failed", "handler-lost", 2), (killer.Outcome, killer.Error?.Kind, killer.Attempt));
        Assert.Equal(2, await supervisor);
    }

    /// <summary>Starts a handler again whenever it is gone. Returns how often it was.</summary>
    private async Task<int> SuperviseAsync(CancellationToken enough)
    {
        for (int deaths = 0; ; deaths++)
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
