using System.Xml.Linq;

namespace Throughput;

/// <summary>Draws all panels below a legend, two in a row, as one SVG.</summary>
internal static class PlotDrawing
{
    private const int Columns = 2;
    private const double Margin = 16;
    private const double Head = 74;
    private const double Width = 2 * Margin + Columns * PanelDrawing.Width;

    private const string Title = "How the rate of tasks changes as the work grows";

    private const string Description =
        "Each panel is one thing that grows, on a logarithmic axis. Lines are rates as ratios to the rate at the smallest amount, where all are 1: "
        + "tasks that are submitted, that are submitted, run and finished, and that are drained, on each store.";

    /// <returns>The file's text.</returns>
    public static string Draw(IReadOnlyList<PlotPanel> panels)
    {
        int rows = (panels.Count + Columns - 1) / Columns;
        double height = Head + rows * PanelDrawing.Height + Margin;
        XElement svg = Svg.Element(
            "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {Width} {height}")),
            Svg.At("width", Width),
            Svg.At("height", height),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", "title description"),
            Svg.Element("title", new XAttribute("id", "title"), Title),
            Svg.Element("desc", new XAttribute("id", "description"), Description),
            Svg.Element("style", PlotStyle.Sheet),
            Svg.Rectangle("surface", 0, 0, Width, height),
            Svg.Text("title", Margin + 48, 26, "Rate, as a ratio to the rate at the smallest amount"),
            Legend(panels),
            panels.Select((panel, number) => PanelDrawing.Draw(
                panel, Margin + number % Columns * PanelDrawing.Width, Head + number / Columns * PanelDrawing.Height)));
        return svg + "\n";
    }

    private static IEnumerable<XElement> Legend(IReadOnlyList<PlotPanel> panels)
    {
        const double key = 26, perLetter = 7, gap = 24, y = 50;
        double x = Margin + 48;
        List<PlotLine> lines = [.. panels.SelectMany(panel => panel.Lines)];
        IEnumerable<(string Style, string Name)> keys =
        [
            .. lines.Select(line => line.Store).Distinct().Order().Select(
                store => ($"line {PlotStyle.Colour(store)}", PlotStyle.Name(store))),
            .. lines.Select(line => line.Rate).Distinct().OrderBy(PlotStyle.Dash, StringComparer.Ordinal).Select(
                rate => ($"line rate {PlotStyle.Dash(rate)}", rate)),
        ];
        foreach ((string style, string name) in keys)
        {
            yield return Svg.Line(style, x, y - 4, x + key, y - 4);
            yield return Svg.Text("name", x + key + 8, y, name);
            x += key + 8 + name.Length * perLetter + gap;
        }
    }
}
