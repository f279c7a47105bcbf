using System.Globalization;
using System.Text;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>Writes an SVG without styles and scripts. Lengths are pixels from the top left.</summary>
/// <remarks>plotsvg.js has the same shapes.</remarks>
internal sealed class SvgPen
{
    private readonly StringBuilder _shapes = new();

    /// <summary>Lines through points: a point that is no number breaks them.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> points, string colour, double width, string? dashes = null)
    {
        string path = PathOf(points);
        if (path.Length > 0)
        {
            _shapes.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\"")
                .Append(CultureInfo.InvariantCulture, $" stroke-linejoin=\"round\" stroke-linecap=\"{(dashes is null ? "round" : "butt")}\"")
                .Append(dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"").Append("/>\n");
        }
    }

    /// <summary>What is between points, filled.</summary>
    public void Area(IReadOnlyList<(double X, double Y)> points, string colour, double opacity)
    {
        string path = PathOf(points);
        if (path.Length > 0)
        {
            _shapes.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}Z\" fill=\"{colour}\" fill-opacity=\"{Number(opacity)}\"/>\n");
        }
    }

    public void Rectangle(double x, double y, double width, double height, string colour) =>
        _shapes.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(0, width))}\"")
            .Append(CultureInfo.InvariantCulture, $" height=\"{Number(Math.Max(0, height))}\" fill=\"{colour}\"/>\n");

    /// <summary>Round dots of one size and colour.</summary>
    public void Dots(IEnumerable<(double X, double Y)> places, double radius, string colour)
    {
        var path = new StringBuilder();
        foreach ((double x, double y) in places)
        {
            path.Append('M').Append(Number(x)).Append(' ').Append(Number(y)).Append("h0");
        }

        if (path.Length > 0)
        {
            _shapes.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\"")
                .Append(CultureInfo.InvariantCulture, $" stroke-width=\"{Number(radius * 2)}\" stroke-linecap=\"round\"/>\n");
        }
    }

    /// <param name="x">Where it stands.</param>
    /// <param name="y">The middle of its capitals.</param>
    /// <param name="text">Anything.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="size">Of the font.</param>
    /// <param name="anchor">Which part of it stands there: <c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="turn">Degrees, clockwise.</param>
    /// <param name="isBold">Whether it is a heading.</param>
    public void Text(
        double x, double y, string text, string colour, double size, string anchor = "start", int turn = 0, bool isBold = false)
    {
        _shapes.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y + (size * 0.36))}\" fill=\"{colour}\"")
            .Append(CultureInfo.InvariantCulture, $" font-size=\"{Number(size)}\"")
            .Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"").Append(isBold ? " font-weight=\"600\"" : "")
            .Append(turn == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate({turn} {Number(x)} {Number(y)})\""))
            .Append('>').Append(Escaped(text)).Append("</text>\n");
    }

    /// <summary>The whole file.</summary>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="title">For those who do not see it.</param>
    /// <param name="sentence">What it shows.</param>
    public string ToSvg(int width, int height, string title, string sentence) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif">
        <title>{Escaped(title)}</title>
        <desc>{Escaped(sentence)}</desc>
        {_shapes}</svg>

        """).ReplaceLineEndings("\n");

    private static string PathOf(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        bool isOpen = false;
        foreach ((double x, double y) in points)
        {
            bool isPoint = double.IsFinite(x) && double.IsFinite(y);
            if (isPoint)
            {
                path.Append(isOpen ? 'L' : 'M').Append(Number(x)).Append(' ').Append(Number(y));
            }

            isOpen = isPoint;
        }

        return path.ToString();
    }

    private static string Number(double number) => (Math.Round(number, 2) + 0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>XML has no sign for controls, halves of pairs and two that are no characters, not even an escape.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < 0x20 or 0x7f or 0xfffe or 0xffff => "\ufffd",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
