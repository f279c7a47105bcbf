using System.Collections.Frozen;

namespace Errand.Dashboard.Pages.Results;

/// <summary>The kinds of views that are plots.</summary>
internal static class PlotKinds
{
    /// <summary>What starts them in a page.</summary>
    public const string PageScript = "result.js";

    private static readonly string[] Chart = ["uPlot.iife.min.js", "plotink.js", "plotchart.js"];

    /// <summary>What draws them; <c>viewer.js</c> makes the frame around each.</summary>
    private static readonly FrozenDictionary<string, string[]> Drawers = new Dictionary<string, string[]>
    {
        [ResultViewKind.Lines] = [.. Chart, "plot2d.js"],
        [ResultViewKind.Scatter] = [.. Chart, "plot2d.js"],
        [ResultViewKind.Bars] = [.. Chart, "plot2d.js"],
        [ResultViewKind.Histogram] = [.. Chart, "plothistogram.js"],
        [ResultViewKind.Heatmap] = [.. Chart, "plotmatrix.js"],
        [ResultViewKind.Path] = ["plotink.js", "plotaxes.js", "path3d.js"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly IReadOnlyList<string> Styles = ["uPlot.min.css", "plot.css", "path3d.css"];

    public static bool Has(string kind) => Drawers.ContainsKey(kind);

    public static IReadOnlyList<string> ScriptsOf(ResultView view) => ScriptsOf(view.Kind);

    public static IReadOnlyList<string> ScriptsOf(string kind) => ["plotwords.js", "plotsvg.js", .. Drawers[kind], "viewer.js", PageScript];
}
