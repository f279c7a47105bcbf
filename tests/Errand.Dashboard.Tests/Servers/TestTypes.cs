using System.Text.Json;
using Errand.Dashboard.Tests.Looks;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>The task types of every server of these tests.</summary>
internal static class TestTypes
{
    /// <summary>No handler serves it: what is submitted here waits.</summary>
    public const string UnservedQueue = "unserved";

    public static void Map(ErrandApp app, Gates gates)
    {
        PlotTypes.Map(app);
        app.MapTask("add", (int x, int y) => x + y);
        app.MapTask("echo", (JsonElement args) => args);
        app.MapTask("answer", (string json) => JsonElement.Parse(json));
        app.MapTask("fail", void (string error) => throw new TaskFailedException(error));
        app.MapTask("fail-once", (string error, TaskContext task) => task.Attempt > 1 ? task.Attempt : throw new InvalidOperationException(error))
            .WithDescription("Fails at its first try.");
        app.MapTask("hold", gates.HoldAsync);
        app.MapTask("talk", Talk);
        app.MapTask("large", (int rows) => new
        {
            rows,
            name = "a result with many members",
            members = Enumerable.Range(0, rows).Select(row => new
            {
                row,
                name = $"row {row}",
                inner = new { half = row / 2.0, isEven = row % 2 == 0, parts = new[] { row, row + 1, row + 2 }, nothing = (string?)null },
            }),
        });
        app.MapTask("throw", (Throw args) => args.R0[2])
            .WithDescription("The flight of a ball, with or without drag and spin.")
            .WithQueue("served").WithMaxAttempts(5).WithTimeout(TimeSpan.FromMinutes(5)).WithTimeToLive(TimeSpan.FromDays(1));
        app.MapTask("every", (Every args) => 1).WithDescription("Has a field of every kind.").WithExample(Every.Example);
        app.MapTask("tree", (Tree tree, Tree? other = null) => tree.Value);
        app.MapTask("nothing", () => 1);
        app.MapTask("idle", (int x = 0) => x).WithDescription("Nobody runs it.");
        app.MapTask("far", (int x = 0) => x).WithDescription("No handler serves its queue.").WithQueue(UnservedQueue);
        app.MapTask("hostile", (HostileArgs args) => 1).WithDescription(HostileTexts.All[3] + HostileTexts.All[9]).WithExample(HostileArgs.Example);
        app.MapTask("report", (string text) => new Report(text, MediaFiles.Svg, MediaFiles.Png));
        app.MapTask("flight", (double dt, double mass = 0.145) => new
        {
            range = 68.07 + dt,
            apex = 10.6 * mass,
            t = Enumerable.Range(0, 50).Select(step => step * dt),
            r = Enumerable.Range(0, 50).Select(step => new[] { step * dt, step * step * dt, 10.6 - step * dt }),
        });
        app.MapTask("spiral", (int rows) => new
        {
            t = Enumerable.Range(0, rows).Select(row => row * 0.001),
            r = Enumerable.Range(0, rows).Select(row => new[] { Math.Cos(row * 0.01), Math.Sin(row * 0.01), row * 0.002 }),
        }).WithView(view => view.Path("Spiral", "/r").Axes("x", "y", "z", unit: "m").ColorBy("/t", "time", "s"));
    }

    /// <summary>Logs its lines at every level, and reports progress with the text of each.</summary>
    private static int Talk(string[] lines, TaskContext task)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            task.Logger.Log((LogLevel)(i % (int)LogLevel.None), default, lines[i], null, static (line, _) => line);
            task.ReportProgress((i + 1.0) / lines.Length, lines[i]);
        }

        return lines.Length;
    }
}
