
namespace Errand.SystemTests;

/// <summary>Servers with nothing to do.</summary>
public sealed class IdleTests : SystemTest
{
    [Fact]
    public async Task Five_idle_processes_cost_next_to_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processor time is read from /proc.");
        // A server that has run for long has compiled all its code; one that has just started would still be at it.
        (string, string) settled = ("DOTNET_TieredCompilation", "0");
        ServerProcess[] servers = await Task.WhenAll(
            new[] { "web", "handler", "handler", "janitor", "janitor" }.Select(role => StartAsync(role, settled)));
        TaskClient client = ClientOf(servers[0]);
        await client.SubmitAsync("noop", new { }, "wait=30");
        // Until the processes no longer count that task as recent activity.
        await Task.Delay(TimeSpan.FromSeconds(3));

        var span = TimeSpan.FromSeconds(10);
        TimeSpan before = CpuTime(servers);
        await Task.Delay(span);
        double share = (CpuTime(servers) - before) / span;

        Report($"idle processor time of five processes: {share:0.0%} of a core");
        Assert.True(share < 0.10, $"They use {share:0.0%} of a core.");
    }

    [Fact]
    public async Task Nothing_watches_the_folder_for_changes_but_the_log_of_the_database()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Watches are read from /proc.");
        ServerProcess server = await StartAsync("web handler janitor");
        await ClientOf(server).SubmitAsync("noop", new { }, "wait=30");

        // A watch of all files in the folder would wake for each of our own writes.
        string[] watching = [.. Directory.EnumerateFiles($"/proc/{server.Pid}/fdinfo").Where(
            file => File.ReadAllText(file).Contains("inotify wd", StringComparison.Ordinal))];
        Assert.Single(watching);
    }

    private static TimeSpan CpuTime(ServerProcess[] servers) =>
        servers.Aggregate(TimeSpan.Zero, (sum, server) => sum + ProcFile.CpuTime(server.Pid));
}
