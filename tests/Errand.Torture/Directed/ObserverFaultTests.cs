namespace Errand.Torture;

/// <summary>What only looks on throws whenever it is called: logs, listeners, and the exceptions that are to be logged.</summary>
public sealed class ObserverFaultTests : DirectedTest
{
    private const int Slots = 4;

    private static readonly (string, string) Throwing = ("TORTURE_OBSERVERS", "throw");

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Each_task_ends_once_and_no_slot_is_lost(StoreKind kind)
    {
        await UseAsync(kind);
        TaskClient client = ClientOf(await StartOnStoreAsync("web janitor", Throwing));
        List<ServerProcess> handlers = [.. await Task.WhenAll(StartHandlerAsync(), StartHandlerAsync())];
        await AssertSlotsAsync(client, "before");

        using var enough = new CancellationTokenSource();
        Task<List<SeenTask>>[] loads = [.. Enumerable.Range(0, 3).Select(number => LoadAsync(client, number, enough.Token))];
        for (int kills = 0; kills < 3; kills++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            await handlers[0].SignalAsync(Signal.Kill);
            handlers.RemoveAt(0);
            handlers.Add(await StartHandlerAsync());
        }

        await enough.CancelAsync();
        List<SeenTask>[] loaded = await Task.WhenAll(loads);
        // No handler is killed any more.
        SeenTask hostile = await SubmitRecordedAsync(client, "last", 0, "maxAttempts=1", "record-hostile");
        hostile = await client.DoneAsync(hostile.Id);
        Assert.Equal(
            ("The message of the exception Errand.TortureServer.HostileException could not be read.", 1),
            (hostile.Error?.Message, hostile.Attempt));
        await JudgeAsync(TimeSpan.FromSeconds(90));

        await AssertSlotsAsync(client, "after");
        foreach (ServerProcess handler in handlers)
        {
            await handler.SignalAsync(Signal.Terminate);
            Assert.Equal(0, await handler.ExitAsync());
            Assert.Single(handler.Errors.Lines, line => line.StartsWith("A log provider failed", StringComparison.Ordinal));
        }

        Report($"{kind}: {loaded.Sum(tasks => tasks.Count)} tasks, {Starts().Count} runs, 3 handlers killed");
    }

    private Task<ServerProcess> StartHandlerAsync() => StartOnStoreAsync("handler", Throwing, ("HANDLER_CONCURRENCY", $"{Slots}"));

    /// <summary>As many tasks run at once as the two handlers have slots.</summary>
    private async Task AssertSlotsAsync(TaskClient client, string when)
    {
        SeenTask[] tasks = await Task.WhenAll(
            Enumerable.Range(0, 2 * Slots).Select(i => SubmitRecordedAsync(client, $"{when} {i}", 120_000, "maxAttempts=1")));
        await Task.WhenAll(tasks.Select(task => client.RunningAsync(task.Id)));
        await Task.WhenAll(tasks.Select(task => client.CancelAsync(task.Id)));
        await Task.WhenAll(tasks.Select(task => client.DoneAsync(task.Id)));
    }

    private async Task<List<SeenTask>> LoadAsync(TaskClient client, int number, CancellationToken enough)
    {
        List<SeenTask> tasks = [];
        for (int i = 0; !enough.IsCancellationRequested; i++)
        {
            tasks.Add(await SubmitRecordedAsync(
                client, $"{number} {i}", i % 50, $"maxAttempts={1 + (i % 3)}", i % 4 == 0 ? "record-hostile" : "record"));
        }

        return tasks;
    }
}
