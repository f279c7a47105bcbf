using System.Diagnostics;
using System.Globalization;
using Errand;
using Quickstart.Gallery;

namespace Throughput;

/// <summary>A server that the bench starts from its own program: its tasks do nothing, or return their argument.</summary>
internal static class Served
{
    /// <summary>The first word of its command line; the roles follow.</summary>
    public const string Word = "serve";

    /// <summary>The task type with about 54 bytes of arguments.</summary>
    public const string TaskType = "noop";

    /// <summary>The task type that returns its argument.</summary>
    public const string MirrorType = "mirror";

    /// <summary>A task of it returns so many numbers, about 20 bytes each.</summary>
    public const string NumbersType = "numbers";

    /// <summary>A task of it returns that many rows of an instant and two vectors, about 140 bytes each.</summary>
    public const string FlightType = "flight";

    /// <summary>A task of it returns the points of a path in space. Its first view shows the path, its second one coordinate over
    /// time.</summary>
    public const string PathType = "lorenz";

    /// <summary>A task of it fails.</summary>
    public const string FailingType = "fail";

    /// <summary>A task of it logs, reports progress and returns when it did so, by the clock of <see cref="Stopwatch"/>.</summary>
    public const string TellingType = "tell";

    /// <summary>Longer than the pause between two writes of lines and progress.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(1.5);

    public static void Run(string[] roles)
    {
        var app = ErrandApp.Create(roles);
        app.MapTask(TaskType, (int number, string text) => number);
        app.MapTask(MirrorType, (string text) => text);
        app.MapTask(NumbersType, (int count) => Enumerable.Range(0, count).Select(i => Math.Sin(i)));
        app.MapTask(FlightType, (int rows) => new
        {
            t = Enumerable.Range(0, rows).Select(i => i * 0.1 / 7),
            r = Enumerable.Range(0, rows).Select(i => new[] { Math.Sin(i), Math.Cos(i), Math.Sqrt(i) }),
            v = Enumerable.Range(0, rows).Select(i => new[] { Math.Cos(i), -Math.Sin(i), 0.5 / Math.Sqrt(i + 1) }),
        });
        app.MapTask(PathType, Lorenz.Run)
            .WithView(v => v.Path("Attractor", "/path").Axes("x", "y", "z"))
            .WithView(v => v.Lines("x over time").X("/t", "time", "s").Y("/path/*/0", "x"));
        app.MapTask(FailingType, void () => throw new TaskFailedException("as it must"));
        app.MapTask(TellingType, async (TaskContext task, CancellationToken cancel) =>
        {
            string begun = Now();
            task.Logger.Log(LogLevel.Information, default, begun, null, static (now, _) => now);
            task.ReportProgress(0.5, Now());
            await Task.Delay(Telling, cancel);
            return new[] { begun, Now() };
        });
        app.Run();
    }

    private static string Now() => Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
}
