using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

/// <summary>Runs alone: it counts what the whole process has open.</summary>
[CollectionDefinition(nameof(WatchLeakTests), DisableParallelization = true)]
public sealed class WatchLeakCollection;

/// <summary>A machine has few inotify instances (128 a user, by default).</summary>
[Collection(nameof(WatchLeakTests))]
public sealed class WatchLeakTests
{
    [Fact]
    public async Task An_app_that_is_gone_watches_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open files are read from /proc.");
        int before = Watches();

        int most = 0;
        for (int i = 0; i < 5; i++)
        {
            await using var app = ErrandApp.CreateInMemory();
            app.Services.AddLogging(logging => logging.ClearProviders());
            app.MapTask("one", () => 1);
            await app.StartAsync(Waiting.Stop);
            TaskId id = await app.Tasks.SubmitAsync("one", null, null, Waiting.Stop);
            await app.Tasks.WaitAsync(id, Waiting.Stop);
            most = Math.Max(most, Watches());
            if (i % 2 == 0)
            {
                await app.StopAsync(Waiting.Stop).Soon(); // Or it is disposed of in mid-run.
            }
        }

        Assert.True(most > before, "While it runs, it watches the log of its store.");
        Assert.InRange(Watches(), 0, before);
    }

    private static int Watches() => Directory.EnumerateFiles("/proc/self/fd").Count(file =>
        new FileInfo(file).LinkTarget?.Contains("inotify", StringComparison.Ordinal) == true);
}
