using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Errand.SystemTests;

/// <summary>A disk without space.</summary>
public sealed class DiskFullTests : SystemTest
{
    private const int TooMany = 500;
    private const int LeftFree = 1024 * 1024;

    private string Disk => Folder.File("disk");

    [Fact]
    public async Task A_full_disk_refuses_submits_loses_nothing_and_recovers()
    {
        await MountAsync();
        TaskClient client = ClientOf(await StartAsync("", ("DATABASE_URL", $"sqlite:{Disk}/errand.db")));
        List<long> accepted = [(await client.SubmitAsync("add", new { x = 1, y = 2 })).Id];
        await client.DoneAsync(accepted[0]);

        Fill();
        string problem = await SubmitUntilRefusedAsync(client, accepted);
        Assert.Contains("storage-full", problem, StringComparison.Ordinal);
        Assert.Equal(3, (await client.ViewAsync(accepted[0])).Result?.GetInt32());
        Report($"{accepted.Count} tasks were accepted before the disk was full");

        File.Delete(Filler);
        (_, SeenTask? afterwards, _) = await Patience.UntilAsync(
            "submits again", () => TrySubmitAsync(client), answer => answer.Status == HttpStatusCode.Accepted);
        accepted.Add(afterwards!.Id);
        foreach (long id in accepted)
        {
            Assert.Equal("succeeded", (await client.DoneAsync(id)).Outcome);
        }

        Assert.Equal("ok", new DatabaseFile(Path.Combine(Disk, "errand.db")).Text("PRAGMA integrity_check"));
    }

    public override async ValueTask DisposeAsync()
    {
        // The servers first: a disk in use can not be taken away.
        await StopAllAsync();
        if (Directory.Exists(Disk))
        {
            await RunAsync("umount", Disk);
        }

        await base.DisposeAsync();
    }

    private string Filler => Path.Combine(Disk, "filler");

    /// <summary>Takes what space there is but a little, so that it runs out while tasks are submitted and run.</summary>
    private void Fill()
    {
        using FileStream filler = File.Create(Filler, bufferSize: 0);
        byte[] block = new byte[64 * 1024];
        for (int size = block.Length; size > 0; size /= 16)
        {
            try
            {
                while (true)
                {
                    filler.Write(block, 0, size);
                }
            }
            catch (IOException)
            {
                // Full for blocks of this size.
            }
        }

        filler.SetLength(filler.Length - LeftFree);
    }

    private static async Task<string> SubmitUntilRefusedAsync(TaskClient client, List<long> accepted)
    {
        for (int i = 0; i < TooMany; i++)
        {
            (HttpStatusCode status, SeenTask? task, string body) = await TrySubmitAsync(client);
            if (status != HttpStatusCode.Accepted)
            {
                Assert.Equal(HttpStatusCode.InsufficientStorage, status);
                return body;
            }

            accepted.Add(task!.Id);
        }

        throw new InvalidOperationException($"All {TooMany} submits of 100 KB were accepted on a full disk.");
    }

    private static async Task<(HttpStatusCode Status, SeenTask? Task, string Body)> TrySubmitAsync(TaskClient client)
    {
        using HttpResponseMessage answer = await client.Http.PostAsJsonAsync(
            "/v1/types/echo/tasks", new { text = new string('x', 100_000) });
        return answer.StatusCode == HttpStatusCode.Accepted
            ? (answer.StatusCode, await answer.Content.ReadFromJsonAsync<SeenTask>(), "")
            : (answer.StatusCode, null, await answer.Content.ReadAsStringAsync());
    }

    private async Task MountAsync()
    {
        Directory.CreateDirectory(Disk);
        string? trouble = OperatingSystem.IsLinux()
            ? await RunAsync("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", Disk)
            : "this is not Linux";
        if (trouble is not null)
        {
            Directory.Delete(Disk);
            Assert.Skip($"A small disk can not be mounted here: {trouble}");
        }
    }

    /// <summary>Null when it went well, else what it said.</summary>
    private static async Task<string?> RunAsync(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        string trouble = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : trouble.Trim();
    }
}
