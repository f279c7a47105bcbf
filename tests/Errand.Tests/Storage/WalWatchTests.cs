using System.Diagnostics;
using System.Globalization;
using Errand.Storage.Sqlite.Disk;

namespace Errand.Tests.Storage;

/// <summary>The watch tells of one write after it was armed, and of no other.</summary>
public sealed class WalWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-");
    private readonly SemaphoreSlim _touched = new(0);
    private readonly string _path;

    public WalWatchTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The watch is Linux's.");
        _path = Path.Combine(_folder.FullName, "errand.db");
        Write();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_of_the_next_write_once()
    {
        using var watch = new WalWatch(_path, () => _touched.Release());
        Write();
        Assert.True(watch.Arm());
        Assert.True(watch.Arm());
        Write();
        Write();
        await _touched.WaitAsync(Stop);

        // What is told now is told of the write after this arming: those before went by unheard.
        Assert.True(watch.Arm());
        Assert.Equal(0, _touched.CurrentCount);
        Write();
        await _touched.WaitAsync(Stop);
    }

    [Fact]
    public void Without_a_log_it_says_that_it_does_not_watch()
    {
        File.Delete(_path + "-wal");
        using var watch = new WalWatch(_path, () => _touched.Release());
        Assert.False(watch.Arm());
        Write();
        Assert.True(watch.Arm());
    }

    [Fact]
    public async Task Nothing_of_it_is_left()
    {
        string folder = await NumberOfAsync(_folder.FullName);
        using (new WalWatch(_path, () => _touched.Release()))
        {
            Assert.True(IsWatched(folder));
        }

        while (IsWatched(folder))
        {
            await Task.Delay(5, Stop);
        }
    }

    public void Dispose()
    {
        _touched.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Write() => File.AppendAllText(_path + "-wal", "x");

    /// <summary>The number by which the system lists what is watched.</summary>
    private static async Task<string> NumberOfAsync(string path)
    {
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        long number = long.Parse(await stat.StandardOutput.ReadToEndAsync(Stop), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $" ino:{number:x} ");
    }

    private static bool IsWatched(string number) => Directory.EnumerateFiles("/proc/self/fdinfo").Any(file =>
    {
        try
        {
            return File.ReadAllText(file).Contains(number, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // Closed since.
        }
    });
}
