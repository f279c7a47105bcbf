namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>Draws the data of a picture into its fields.</summary>
/// <param name="pen">What it draws with.</param>
/// <param name="view">What is drawn.</param>
/// <param name="plan">Where.</param>
/// <param name="colours">In which colours.</param>
/// <param name="left">Where the fields begin.</param>
/// <param name="width">How wide they are.</param>
internal sealed class PicturePainter(
    SvgPen pen, ResultView view, PicturePlan plan, PictureColours colours, double left, double width)
{
    private const int Shades = 32;
    private const int MostErrorBars = 200;

    /// <summary>Points that are so far apart, in pixels, are marked.</summary>
    private const double FarApart = 14;

    /// <summary>The share of its place that a bar takes.</summary>
    private const double BarShare = 0.8;

    public void Paint(PicturePanel panel)
    {
        foreach ((PictureLine line, PictureAxis axis) in panel.Lines)
        {
            switch (view.Kind)
            {
                case ResultViewKind.Bars:
                    PaintBars(panel, line, axis);
                    break;
                case ResultViewKind.Scatter:
                    PaintPoints(panel, line, axis);
                    break;
                default:
                    PaintLine(panel, line, axis);
                    break;
            }
        }
    }

    /// <summary>The range of what gives points their colours.</summary>
    public static (double Low, double High) RangeOf(IReadOnlyList<double> shade)
    {
        var axis = new PictureAxis(Scale.Linear);
        axis.Fit(shade, 0);
        return (axis.Low, axis.High);
    }

    private void PaintLine(PicturePanel panel, PictureLine line, PictureAxis axis)
    {
        (double X, double Y)[] points = PointsOf(panel, line, axis);
        string colour = line.ColourOf(colours);
        bool isLine = view.Connect;
        PaintSpans(panel, line, axis, colour, 0);
        if (isLine && line.Shade is { } shade)
        {
            PaintRuns(points, shade);
        }
        else if (isLine)
        {
            pen.Line(points, colour, 1.5, line.Dashes);
        }

        (double X, double Y)[] seen = [.. points.Where(IsPoint)];
        bool isFew = seen.Length * FarApart < width;
        pen.Dots(!isLine || (isFew && line.Shade is null) ? seen : points.Where((_, i) => IsAlone(points, i)), isLine ? 2.5 : 3, colour);
    }

    /// <summary>A path in pieces of one colour each.</summary>
    private void PaintRuns((double X, double Y)[] points, IReadOnlyList<double> shade)
    {
        (double low, double high) = RangeOf(shade);
        int start = 0;
        for (int i = 1; i < points.Length; i++)
        {
            if (i == points.Length - 1 || ShadeOf(shade[i], low, high) != ShadeOf(shade[start], low, high))
            {
                pen.Line(points[start..(i + 1)], ColourOf(ShadeOf(shade[start], low, high)), 1.5);
                start = i;
            }
        }
    }

    private void PaintPoints(PicturePanel panel, PictureLine line, PictureAxis axis)
    {
        (double X, double Y)[] points = PointsOf(panel, line, axis);
        double radius = points.Length > 500 ? 2 : 3.5;
        PaintSpans(panel, line, axis, colours.Muted, 0);
        if (line.Shade is not { } shade)
        {
            pen.Dots(points.Where(IsPoint), radius, line.ColourOf(colours));
            return;
        }

        (double low, double high) = RangeOf(shade);
        foreach (IGrouping<int, (double X, double Y)> alike in Enumerable.Range(0, points.Length).Where(i => IsPoint(points[i]))
            .GroupBy(i => ShadeOf(shade[i], low, high), i => points[i]))
        {
            pen.Dots(alike, radius, ColourOf(alike.Key));
        }
    }

    private void PaintBars(PicturePanel panel, PictureLine line, PictureAxis axis)
    {
        (PictureLine Line, PictureAxis Axis)[] beside = [.. plan.Panels.SelectMany(each => each.Lines)];
        double slot = Math.Max(1, width / (plan.X.High - plan.X.Low) * plan.Apart * BarShare);
        double shift = slot * (((Array.FindIndex(beside, each => each.Line == line) + 0.5) / beside.Length) - 0.5);
        double breadth = Math.Max(1, (slot / beside.Length) - (beside.Length > 1 && slot > 12 ? 1 : 0));
        double ground = axis.Scale == Scale.Log ? panel.Bottom : Math.Clamp(panel.YOf(axis, 0), panel.Top, panel.Bottom);
        foreach ((double x, double y) in PointsOf(panel, line, axis).Where(IsPoint))
        {
            pen.Rectangle(x + shift - (breadth / 2), Math.Min(y, ground), breadth, Math.Abs(ground - y), line.ColourOf(colours));
        }

        pen.Line([(left, ground), (left + width, ground)], colours.Muted, 1);
        PaintSpans(panel, line, axis, colours.Text, shift);
    }

    /// <summary>Error bars; where they would be too many, the band that they make.</summary>
    private void PaintSpans(PicturePanel panel, PictureLine line, PictureAxis axis, string colour, double shift)
    {
        if (line.Low is not { } low || line.High is not { } high)
        {
            return;
        }

        double YOf(double value) => axis.Scale == Scale.Log && value <= 0 ? panel.Bottom : panel.YOf(axis, value);
        (double X, double Top, double Bottom)[] spans =
            [.. line.X.Select((x, i) => (XOf(x) + shift, YOf(high[i]), YOf(low[i])))];
        if (spans.Length > MostErrorBars)
        {
            PaintBand(spans, colour);
            return;
        }

        (double X, double Y) gap = (double.NaN, double.NaN);
        pen.Line(
            [
                .. spans.Where(span => double.IsFinite(span.X + span.Top + span.Bottom)).SelectMany(span => ((double, double)[])
                [
                    (span.X, span.Top), (span.X, span.Bottom), gap,
                    (span.X - 3, span.Top), (span.X + 3, span.Top), gap, (span.X - 3, span.Bottom), (span.X + 3, span.Bottom), gap,
                ]),
            ],
            colour,
            1);
    }

    private void PaintBand((double X, double Top, double Bottom)[] spans, string colour)
    {
        List<(double X, double Top, double Bottom)> piece = [];
        foreach ((double X, double Top, double Bottom) span in spans.Append((double.NaN, double.NaN, double.NaN)))
        {
            if (double.IsFinite(span.X + span.Top + span.Bottom))
            {
                piece.Add(span);
            }
            else if (piece.Count > 0)
            {
                IEnumerable<(double, double)> back = Enumerable.Reverse(piece).Select(each => (each.X, each.Bottom));
                pen.Area([.. piece.Select(each => (each.X, each.Top)), .. back], colour, 0.2);
                piece.Clear();
            }
        }
    }

    private (double X, double Y)[] PointsOf(PicturePanel panel, PictureLine line, PictureAxis axis) =>
        [.. line.X.Zip(line.Y, (x, y) => plan.X.Has(x) && axis.Has(y) ? (XOf(x), panel.YOf(axis, y)) : (double.NaN, double.NaN))];

    private double XOf(double value) => left + (width * plan.X.ShareOf(value));

    private static bool IsPoint((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static bool IsAlone((double X, double Y)[] points, int i) => IsPoint(points[i])
        && (i == 0 || !IsPoint(points[i - 1])) && (i == points.Length - 1 || !IsPoint(points[i + 1]));

    /// <summary>Below zero: the value is none.</summary>
    private static int ShadeOf(double value, double low, double high) =>
        double.IsFinite(value) ? Math.Clamp((int)((value - low) / (high - low) * Shades), 0, Shades - 1) : -1;

    private string ColourOf(int shade) => shade < 0 ? colours.Muted : colours.Shade((double)shade / (Shades - 1));
}
