namespace Errand.SystemTests;

/// <summary>Accepted means on the disk.</summary>
public sealed class SyncTests : SystemTest
{
    [Fact]
    public async Task Every_answered_submit_was_synced_to_the_disk()
    {
        const int Count = 20;
        // Without handlers nothing but submits is written.
        ServerProcess web = await StartAsync("web");
        TaskClient client = ClientOf(web);
        await client.SubmitAsync("noop", new { });
        string trace = Folder.File("trace.txt");
        await AttachAsync(web.Pid, trace);

        for (var i = 0; i < Count; i++)
        {
            await client.SubmitAsync("noop", new { });
        }

        // The server's end makes the tracer write what it still holds.
        await web.SignalAsync(Signal.Kill);
        await web.ExitAsync();
        int syncs = await Patience.UntilAsync("the whole trace", () => Task.FromResult(Syncs(trace)), syncs => syncs >= Count);
        Report($"{Count} submits one after the other made {syncs} syncs");
    }

    private static int Syncs(string trace) => File.ReadLines(trace).Count(line =>
        line.Contains("sync(", StringComparison.Ordinal) && line.EndsWith("= 0", StringComparison.Ordinal));

    private async Task AttachAsync(int pid, string trace)
    {
        ServerProcess strace;
        try
        {
            strace = Own(ServerProcess.Launch("strace", Folder.Path, ["-f", "-e", "trace=fdatasync,fsync", "-o", trace, "-p", $"{pid}"], []));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("strace is not installed.");
            return;
        }

        Task<string> attached = strace.Errors.LineAsync("attached");
        Task<int> ended = strace.ExitAsync();
        Assert.SkipUnless(await Task.WhenAny(attached, ended) == attached, $"strace may not attach here: {strace.Errors.Text}");
    }
}
