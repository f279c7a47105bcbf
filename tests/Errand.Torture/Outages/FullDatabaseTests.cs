using System.Diagnostics;
using System.Net;
using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>The disk under a database's tables is full.</summary>
[Trait("Store", "postgres")]
public sealed class FullDatabaseTests : OutageTest
{
    private string Disk => Folder.File("disk");

    private string Filler => Path.Combine(Disk, "filler");

    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public async Task A_full_disk_costs_nothing(StoreKind _)
    {
        await MountAsync();
        await using PostgresTestedStore store = await PostgresTestedStore.CreateAsync(isDisturbed: true, tablespace: Disk);
        await SurviveAsync(store, new Outage("disk full", of => FillAsync(), of => FreeAsync(), HttpStatusCode.InsufficientStorage));
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

    private async Task FillAsync()
    {
        using FileStream filler = File.Create(Filler, bufferSize: 0);
        byte[] block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                await filler.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private Task FreeAsync()
    {
        File.Delete(Filler);
        return Task.CompletedTask;
    }

    /// <summary>Only root can mount a small disk: a person's machine goes without, continuous integration does not.</summary>
    private async Task MountAsync()
    {
        Directory.CreateDirectory(Disk);
        string? trouble = OperatingSystem.IsLinux()
            ? await RunAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", Disk)
            : "this is not Linux";
        // The server runs as another user, who must get there and own it.
        trouble ??= await RunAsync("chown", PostgresServer.User, Disk) ?? await RunAsync("chmod", "711", Folder.Path);
        if (trouble is not null)
        {
            Directory.Delete(Disk);
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"A small disk can not be mounted here: {trouble}");
            Assert.Fail($"A small disk can not be mounted here: {trouble}");
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
