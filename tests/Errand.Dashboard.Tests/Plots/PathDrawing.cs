using System.Globalization;
using System.Xml.Linq;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>What stands in the SVG of a path.</summary>
internal sealed class PathDrawing
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly XDocument _document;

    public PathDrawing(string svg) => _document = XDocument.Parse(svg);

    /// <summary>Lines of this colour, each as its pieces.</summary>
    public IReadOnlyList<string[]> LinesOf(string colour) =>
        [.. All("path").Where(path => Text(path, "stroke") == colour)
            .Select(path => Text(path, "d").Split('M', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>The middles of squares of this colour and size.</summary>
    public IReadOnlyList<(double X, double Y)> SquaresOf(string colour, double size) =>
        [.. All("rect").Where(rect => Text(rect, "fill") == colour && Number(rect, "width") == size && Number(rect, "height") == size)
            .Select(rect => (Number(rect, "x") + (size / 2), Number(rect, "y") + (size / 2)))];

    /// <summary>The colours of the legend, from low to high.</summary>
    public IReadOnlyList<string> Legend =>
        [.. All("rect").Where(rect => Number(rect, "y") == 8 && Number(rect, "height") == 8).Select(rect => Text(rect, "fill"))];

    public IReadOnlyList<(double X, double Y)> Dots => [.. All("circle").Select(dot => (Number(dot, "cx"), Number(dot, "cy")))];

    public IReadOnlyList<string> Texts => [.. All("text").Select(text => text.Value)];

    /// <summary>What is written beside the ticks, and the middle of each.</summary>
    public IReadOnlyList<(string Text, double X, double Y)> TickLabels =>
        [.. All("text").Where(text => Number(text, "font-size") == 11 && Text(text, "text-anchor") == "middle")
            .Select(text => (text.Value, Number(text, "x"), Number(text, "y") - (0.36 * 11)))];

    private IEnumerable<XElement> All(string name) => _document.Descendants(Svg + name);

    private static string Text(XElement element, string name) => (string?)element.Attribute(name) ?? "";

    private static double Number(XElement element, string name) =>
        double.TryParse(Text(element, name), CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
