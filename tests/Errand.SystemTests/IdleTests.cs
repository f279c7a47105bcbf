namespace Errand.SystemTests;

/// <summary>Servers with nothing to do.</summary>
public sealed class IdleTests : SystemTest
{
    [Fact]
    public async Task Five_idle_processes_cost_next_to_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processor time is read from /proc.");
        ServerProcess[] servers = await Task.WhenAll(
            StartAsync("web"), StartAsync("handler"), StartAsync("handler"), StartAsync("janitor"), StartAsync("janitor"));
        TaskClient client = ClientOf(servers[0]);
        await client.SubmitAsync("noop", new { }, "wait=30");
        // What the start leaves behind, such as code that is compiled once more, is not idleness.
        await Task.Delay(TimeSpan.FromSeconds(3));

        var span = TimeSpan.FromSeconds(10);
        TimeSpan before = CpuTime(servers);
        await Task.Delay(span);
        double share = (CpuTime(servers) - before) / span;

        Report($"idle processor time of five processes: {share:0.0%} of a core");
        Assert.True(share < 0.10, $"They use {share:0.0%} of a core.");
    }

    private static TimeSpan CpuTime(ServerProcess[] servers) =>
        servers.Aggregate(TimeSpan.Zero, (sum, server) => sum + ProcFile.CpuTime(server.Pid));
}
