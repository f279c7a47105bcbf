using System.Diagnostics;
using System.Globalization;

namespace Errand.TortureServer;

/// <summary>Task types that do to a server what tasks do on bad days.</summary>
internal static class TortureTasks
{
    public static void Map(ErrandApp app, RunHistory history)
    {
        app.MapTask("add", (int x, int y) => x + y);
        app.MapTask("noop", () => 1);
        app.MapTask("echo", (string text) => text);
        app.MapTask("sleep", SleepAsync);
        app.MapTask("slow-once", SlowOnceAsync);
        app.MapTask("ignore-token", IgnoreTokenAsync);
        app.MapTask("kill-self", KillSelf);
        app.MapTask("block-pool", BlockPool);
        app.MapTask("culture", () => CultureInfo.CurrentCulture.Name);
        app.MapTask("environment", (string name) => Environment.GetEnvironmentVariable(name) ?? "unset");
        new RecordedTasks(history).Map(app);
    }

    private static async Task<int> SleepAsync(int ms, CancellationToken cancellationToken)
    {
        await Task.Delay(ms, cancellationToken);
        return ms;
    }

    /// <summary>Takes long in its first attempt only, and returns which attempt it was.</summary>
    private static async Task<int> SlowOnceAsync(int ms, TaskContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(context.Attempt == 1 ? ms : 0, cancellationToken);
        return context.Attempt;
    }

    /// <summary>The same, and nothing can stop it.</summary>
    private static Task<int> IgnoreTokenAsync(int ms, TaskContext context) => SlowOnceAsync(ms, context, CancellationToken.None);

    /// <summary>Blocks so many threads of the pool, and its own, for a while.</summary>
    private static int BlockPool(int threads, int ms)
    {
        // The pool makes them at once; by itself it would take its time, and most of them would only wait to be blocked.
        ThreadPool.SetMinThreads(threads, threads);
        var release = new ManualResetEventSlim();
        for (int i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => release.Wait(CancellationToken.None), null);
        }

        new ManualResetEventSlim().Wait(ms, CancellationToken.None);
        release.Set();
        return threads;
    }

    private static int KillSelf()
    {
        Process.GetCurrentProcess().Kill();
        return 0;
    }
}
