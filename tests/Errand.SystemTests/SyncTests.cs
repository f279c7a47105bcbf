
namespace Errand.SystemTests;

/// <summary>Accepted means on the disk.</summary>
public sealed class SyncTests : SystemTest
{
    [Fact]
    public async Task Every_answered_submit_was_synced_to_the_disk()
    {
        const int Tasks = 20;
        // Without handlers nothing but submits is written.
        int syncs = await CountSyncsAsync(["web"], Tasks, client => client.SubmitAsync("noop", new { }));

        Report($"{Tasks} submits one after the other made {syncs} syncs");
        Assert.True(syncs >= Tasks);
    }

    /// <summary>A run begins before its claim is on the disk, where that is a moment later: not only with the run's end.</summary>
    [Fact]
    public async Task A_claim_is_synced_while_its_task_runs()
    {
        const int Tasks = 3;
        int syncs = await CountSyncsAsync(["web", "handler"], Tasks, SleepAsync);

        Report($"{Tasks} tasks of 2 s, one after the other, made {syncs} syncs of their handler");
        // Its beats are one or two more.
        Assert.True(syncs >= 2 * Tasks);
    }

    /// <summary>A task that is stored as claimed gets to the disk with its outcome only when that comes at once.</summary>
    [Fact]
    public async Task A_submit_that_is_handed_over_is_synced_while_its_task_runs()
    {
        const int Tasks = 3;
        int syncs = await CountSyncsAsync(["web handler"], Tasks, SleepAsync);

        Report($"{Tasks} tasks of 2 s, handed over one after the other, made {syncs} syncs");
        Assert.True(syncs >= 2 * Tasks);
    }

    private static Task SleepAsync(TaskClient client) => client.SubmitAsync("sleep", new { ms = 2000 }, "wait=30");

    /// <summary>Of the last of these processes; the first one is asked.</summary>
    private async Task<int> CountSyncsAsync(string[] roles, int tasks, Func<TaskClient, Task> once)
    {
        var servers = new List<ServerProcess>();
        foreach (string role in roles)
        {
            servers.Add(await StartAsync(role));
        }

        TaskClient client = ClientOf(servers[0]);
        ServerProcess server = servers[^1];
        await once(client);
        string trace = Folder.File("trace.txt");
        Task<int> traced = await TraceAsync(server.Pid, trace);

        for (int i = 0; i < tasks; i++)
        {
            await once(client);
        }

        await server.SignalAsync(Signal.Kill);
        await server.ExitAsync();
        await traced;
        return File.ReadLines(trace).Count(line =>
            line.Contains("sync(", StringComparison.Ordinal) && !line.Contains("= -1", StringComparison.Ordinal));
    }

    /// <returns>When it is attached: a task that ends when the trace is whole.</returns>
    private async Task<Task<int>> TraceAsync(int pid, string trace)
    {
        ServerProcess strace;
        try
        {
            strace = Own(
                ServerProcess.Launch("strace", Folder.Path, ["-f", "-e", "trace=fdatasync,fsync", "-o", trace, "-p", $"{pid}"], []));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("strace is not installed.");
            throw;
        }

        Task<string> attached = strace.Errors.LineAsync("attached");
        Task<int> ended = strace.ExitAsync();
        Assert.SkipUnless(await Task.WhenAny(attached, ended) == attached, $"strace may not attach here: {strace.Errors.Text}");
        return ended;
    }
}
