using System.Net.Http.Json;
using Errand.HistoryChecker;

namespace Errand.SystemTests;

/// <summary>One server, told to stop.</summary>
public sealed class StopTests : SystemTest
{
    private DatabaseFile Database => new(Folder.Database);

    [Theory]
    [InlineData(Signal.Terminate)]
    [InlineData(Signal.Interrupt)]
    public async Task An_idle_server_stops_at_once_with_code_0(string signal)
    {
        ServerProcess server = await StartAsync("");

        await server.SignalAsync(signal);

        Assert.Equal(0, await server.ExitAsync(TimeSpan.FromSeconds(10)));
        Assert.StartsWith("  try ", server.Errors.Lines.Last(line => line.Length > 0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Signal.Terminate)]
    [InlineData(Signal.Interrupt)]
    public async Task A_task_that_ends_within_the_grace_period_succeeds(string signal)
    {
        ServerProcess server = await StartAsync("", ("SHUTDOWN_GRACE", "60"));
        TaskClient client = ClientOf(server);
        SeenTask task = await client.SubmitAsync("sleep", new { ms = 1500 });
        await client.RunningAsync(task.Id);

        await server.SignalAsync(signal);

        Assert.Equal(0, await server.ExitAsync());
        StoredTask stored = Assert.Single(Database.Tasks());
        Assert.Equal((SeenOutcome.Succeeded, 1), (stored.Outcome, stored.Attempt));
    }

    [Theory]
    [InlineData(Signal.Terminate, "slow-once")]
    [InlineData(Signal.Interrupt, "slow-once")]
    [InlineData(Signal.Terminate, "ignore-token")]
    public async Task A_task_that_takes_longer_is_handed_back_and_keeps_its_only_try(string signal, string type)
    {
        ServerProcess server = await StartAsync("", ("SHUTDOWN_GRACE", "1"));
        TaskClient client = ClientOf(server);
        SeenTask task = await client.SubmitAsync(type, new { ms = 120_000 }, "maxAttempts=1");
        await client.RunningAsync(task.Id);

        await server.SignalAsync(signal);

        Assert.Equal(0, await server.ExitAsync());
        StoredTask stored = Assert.Single(Database.Tasks());
        Assert.Equal((SeenStatus.Waiting, 1, 1), (stored.Status, stored.Attempt, stored.HandBacks));

        client = ClientOf(await StartAsync(""));
        SeenTask done = await client.DoneAsync(task.Id);
        Assert.Equal(("succeeded", 2, "2"), (done.Outcome, done.Attempt, done.ResultText));
    }

    [Theory]
    [InlineData(Signal.Terminate)]
    [InlineData(Signal.Interrupt)]
    public async Task A_second_signal_ends_it_at_once(string signal)
    {
        ServerProcess server = await StartAsync("", ("SHUTDOWN_GRACE", "600"));
        TaskClient client = ClientOf(server);
        SeenTask task = await client.SubmitAsync("slow-once", new { ms = 120_000 });
        await client.RunningAsync(task.Id);

        await server.SignalAsync(signal);
        await server.LineAsync("Stopping: 1 running tasks");
        await server.SignalAsync(signal);

        Assert.NotEqual(0, await server.ExitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task An_open_wait_is_answered_at_once_when_the_server_stops()
    {
        ServerProcess server = await StartAsync("web");
        TaskClient client = ClientOf(server);
        SeenTask task = await client.SubmitAsync("add", new { x = 1, y = 2 });
        Task<SeenTask> wait = client.ViewAsync(task.Id, wait: 60);
        // There is no sign from outside that the wait is open; a later request that was answered is the best hint.
        await client.Http.GetFromJsonAsync<object>("/ping");
        await Task.Delay(300);
        Assert.False(wait.IsCompleted);

        await server.SignalAsync(Signal.Terminate);

        Assert.Equal("waiting", (await wait.WaitAsync(TimeSpan.FromSeconds(10))).Status);
        Assert.Equal(0, await server.ExitAsync(TimeSpan.FromSeconds(10)));
    }
}
