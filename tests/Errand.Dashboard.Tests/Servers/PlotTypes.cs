using System.Text.Json;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Task types whose results are plots of all kinds, with extremes that are known.</summary>
internal static class PlotTypes
{
    public static void Map(ErrandApp app)
    {
        app.MapTask("spike", (int rows, int at) => new
        {
            t = Steps(rows, 0.001),
            v = Steps(rows, 1).Select(row => row == at ? 400 : Math.Sin(row / 5000)),
        })
            .WithView(view => view.Lines("Height").X("/t", "time", "s").Y("/v", "height", "m"));
        app.MapTask("values", (JsonElement args) => args)
            .WithView(view => view.Lines("Values").Y("/values", "value", "kg"))
            .WithView(view => view.Lines("Logarithms").Y("/values", "value", "kg", Scale.Log))
            .WithView(view => view.Bars("Bars").Y("/values", "value", "kg"));
        app.MapTask("counted", (JsonElement args) => args)
            .WithView(view => view.Histogram("Counts").Y("/values", "height", "m"));
        app.MapTask("units", (int rows) => new
        {
            t = Steps(rows, 0.01),
            height = Steps(rows, 0.05).Select(Math.Sin),
            sigma = Steps(rows, 0).Select(_ => 0.25),
            climb = Steps(rows, 0.05).Select(x => 1e4 * Math.Cos(x)),
            warmth = Steps(rows, -0.0065).Select(x => 20 + x),
        })
            .WithView(view => view.Lines("Flight").X("/t", "time", "s").Y("/height", "height", "m", error: "/sigma")
                .Y("/climb", "climb", "m/s").Y("/warmth", "warmth", "°C"));
        app.MapTask("many", (int rows) => new
        {
            y = Steps(rows, 0.1).Select(x => Enumerable.Range(0, 12).Select(k => k + Math.Sin(x))),
        })
            .WithView(DescribeTwelve);
        app.MapTask("moments", (int rows) => new
        {
            at = Enumerable.Range(0, rows).Select(row => DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(row * 0.25)),
            load = Steps(rows, 0.1).Select(Math.Sin),
        })
            .WithView(view => view.Lines("Load").X("/at", "at", scale: Scale.Time).Y("/load", "load", "%"));
        app.MapTask("solvers", (string[] names) => new { items = names.Select((name, i) => new { name, time = i + 1.5, error = 0.5 }) })
            .WithView(view => view.Bars("Times").X("/items/*/name", "solver", scale: Scale.Category)
                .Y("/items/*/time", "time", "s", error: "/items/*/error"));
        app.MapTask("cloud", (int rows) => new { x = Steps(rows, 1), y = Steps(rows, 1).Select(x => x % 7), k = Steps(rows, 2) })
            .WithView(view => view.Scatter("Cloud").X("/x", "x", "m").Y("/y", "y", "m").ColorBy("/k", "age", "s"));
        app.MapTask("orbit", (int rows) => new
        {
            t = Steps(rows, 0.01),
            r = Steps(rows, 0.02).Select(angle => new[] { angle * Math.Cos(angle), angle * Math.Sin(angle) }),
        })
            .WithView(view => view.Path("Orbit", "/r").Axes("x", "y", unit: "m").ColorBy("/t", "time", "s"));
        app.MapTask("field", (int rows, int columns) => new
        {
            x = Enumerable.Range(0, columns).Select(column => -30 + (5.0 * column)),
            y = Enumerable.Range(0, rows).Select(row => 40 + (2.0 * row)),
            z = Enumerable.Range(0, rows).Select(row => Steps(columns, 1).Select(column => (row * columns) + column)),
        })
            .WithView(view => view.Heatmap("Field", "/z").X("/x", "longitude", "°").Y("/y", "latitude", "°"))
            .WithView(view => view.Heatmap("Plain", "/z"))
            .WithView(view => view.Heatmap("Named", "/z").ColorBy("/z", "warmth", "°C"));
        app.MapTask("slices", (int depth) => Enumerable.Range(0, depth).Select(Slice)).WithView(view => view.Heatmap("Slices"));
    }

    private static void DescribeTwelve(ResultViewBuilder view)
    {
        view.Lines("Twelve");
        for (int line = 0; line < 12; line++)
        {
            view.Y($"/y/*/{line}", $"line {line}", "m");
        }
    }

    private static IEnumerable<IEnumerable<int>> Slice(int slice) =>
        Enumerable.Range(0, 6).Select(row => Enumerable.Range(0, 8).Select(column => (100 * slice) + (10 * row) + column));

    private static IEnumerable<double> Steps(int rows, double step) => Enumerable.Range(0, rows).Select(row => row * step);
}
