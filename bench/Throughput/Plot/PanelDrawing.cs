using System.Globalization;
using System.Xml.Linq;

namespace Throughput;

/// <summary>Draws one panel: a title, two axes, and lines of ratios.</summary>
internal sealed class PanelDrawing
{
    public const double Width = 420;
    public const double Height = 260;

    private const double Left = 48;
    private const double Right = Width - 28;
    private const double Top = 34;
    private const double Bottom = Height - 52;

    private readonly PlotPanel _panel;
    private readonly AmountAxis _amounts;
    private readonly RatioAxis _ratios;

    private PanelDrawing(PlotPanel panel)
    {
        _panel = panel;
        _amounts = new AmountAxis(panel.Points.Select(point => point.Amount));
        _ratios = new RatioAxis(panel.Points.Max(point => point.Ratio));
    }

    /// <param name="x">Of the left edge.</param>
    /// <param name="y">Of the upper edge.</param>
    public static XElement Draw(PlotPanel panel, double x, double y)
    {
        var drawing = new PanelDrawing(panel);
        return Svg.Group(
            x,
            y,
            Svg.Text("title", Left, 18, panel.Title),
            drawing._ratios.Ticks.Select(drawing.RatioTick),
            drawing._amounts.Ticks.Select(drawing.AmountTick),
            drawing._amounts.HasZero ? drawing.Break() : null,
            Svg.Text("axis middle", (Left + Right) / 2, Height - 14, panel.Axis),
            panel.Lines.Select(drawing.Line),
            panel.Lines.SelectMany(drawing.Marks));
    }

    private double X(double amount) => Left + _amounts.Position(amount) * (Right - Left);

    private double Y(double ratio) => Bottom - _ratios.Position(ratio) * (Bottom - Top);

    private object[] RatioTick(double ratio)
    {
        string style = ratio switch { 0 => "base", 1 => "one", _ => "grid" };
        return [Svg.Line(style, Left, Y(ratio), Right, Y(ratio)), Svg.Text("tick end", Left - 8, Y(ratio) + 4, _ratios.Text(ratio))];
    }

    private object[] AmountTick(Amount amount) =>
    [
        Svg.Line("base", X(amount.Number), Bottom, X(amount.Number), Bottom + 4),
        Svg.Text("tick middle", X(amount.Number), Bottom + 18, amount.Tick),
    ];

    /// <summary>Two strokes through the axis: it has no scale between zero and the smallest amount.</summary>
    private object[] Break()
    {
        double x = (X(0) + X(_amounts.Ticks[1].Number)) / 2;
        return [Svg.Line("base", x - 4, Bottom + 4, x, Bottom - 4), Svg.Line("base", x + 1, Bottom + 4, x + 5, Bottom - 4)];
    }

    private XElement Line(PlotLine line) => Svg.Path(
        $"line {PlotStyle.Colour(line.Store)} {PlotStyle.Dash(line.Rate)}",
        line.Points.Select(point => (X(point.Amount.Number), Y(point.Ratio))));

    /// <summary>Each has a tooltip.</summary>
    private IEnumerable<XElement> Marks(PlotLine line) => line.Points.Select(point => Svg.Circle(
        $"mark {PlotStyle.Colour(line.Store)}",
        X(point.Amount.Number),
        Y(point.Ratio),
        4,
        Svg.Element("title", string.Create(
            CultureInfo.InvariantCulture,
            $"{PlotStyle.Name(line.Store)}, {line.Rate}, {point.Amount.Text}: {point.Ratio:0.00##}, {point.Median:#,0}/s"))));
}
