using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>A picture of a plot: its title, legend, axes and caption around what is drawn.</summary>
internal sealed class PictureSheet
{
    private const double Margin = 12;
    private const double TitleSize = 15;
    private const double TextSize = 12;
    private const double CaptionSize = 11;

    /// <summary>The middles of the title, and of the first row of the legend.</summary>
    private const double TitleAt = 22;
    private const double LegendAt = 46;

    private const double LegendRow = 18;
    private const int MostLegendRows = 3;
    private const double WidestEntry = 260;
    private const double Swatch = 18;

    private const double CaptionHeight = 26;
    private const double AxisTitle = 18;
    private const double TickHeight = 20;
    private const double BetweenPanels = 14;
    private const double LeastPanel = 60;

    private readonly ResultView _view;
    private readonly PictureRows _rows;
    private readonly PictureOptions _options;
    private readonly PictureColours _colours;
    private readonly PicturePlan _plan;
    private readonly SvgPen _pen = new();

    private double _left;
    private double _width;

    private PictureSheet(ResultView view, PictureRows rows, PictureOptions options)
    {
        (_view, _rows, _options) = (view, rows, options);
        _colours = options.IsDark ? PictureColours.Dark : PictureColours.Light;
        _plan = new PicturePlan(view, rows, options.Logs);
    }

    /// <param name="view">What is drawn.</param>
    /// <param name="rows">Its numbers.</param>
    /// <param name="options">How.</param>
    /// <param name="origin">What it is of: <c>#192 trajectory</c>.</param>
    public static string Draw(ResultView view, PictureRows rows, PictureOptions options, string origin) =>
        new PictureSheet(view, rows, options).Draw(origin);

    private string Draw(string origin)
    {
        string title = ColumnWords.Label(_view.Title, " ");
        _pen.Rectangle(0, 0, _options.Width, _options.Height, _colours.Ground);
        DrawHead(title, origin);
        double top = DrawLegend() + TextSize;
        bool isTurned = Lay(top);
        var painter = new PicturePainter(_pen, _view, _plan, _colours, _left, _width);
        foreach (PicturePanel panel in _plan.Panels)
        {
            DrawGrid(panel);
            painter.Paint(panel);
            DrawAxes(panel);
        }

        DrawX(isTurned);
        DrawCaption();
        return _pen.ToSvg(_options.Width, _options.Height, $"{title} ({origin})", PictureWords.Sentence(_view, _rows));
    }

    private void DrawHead(string title, string origin)
    {
        double room = _options.Width - (2 * Margin);
        string shown = TextWidth.Fit(title, room, TitleSize);
        double left = Margin + TextWidth.Of(shown, TitleSize) + 12;
        _pen.Text(Margin, TitleAt, shown, _colours.Text, TitleSize, isBold: true);
        if (left + TextWidth.Of(origin, TextSize) < Margin + room)
        {
            _pen.Text(Margin + room, TitleAt, origin, _colours.Muted, TextSize, "end");
        }
    }

    /// <summary>The names of the lines where there are several, or what their colours say. Returns where it ends.</summary>
    private double DrawLegend()
    {
        PictureLine? shaded = _rows.Lines.FirstOrDefault(line => line.Shade is not null);
        if (shaded is not null)
        {
            DrawRamp(shaded);
            return LegendAt + (LegendRow / 2);
        }

        return _rows.Lines.Count > 1 ? DrawEntries() : TitleAt + (LegendRow / 2);
    }

    private double DrawEntries()
    {
        (double x, int row) = (Margin, 0);
        for (int i = 0; i < _rows.Lines.Count; i++)
        {
            PictureLine line = _rows.Lines[i];
            string text = TextWidth.Fit(line.Name, Math.Min(WidestEntry, _options.Width - (2 * Margin) - Swatch - 8), TextSize);
            double width = Swatch + 6 + TextWidth.Of(text, TextSize) + 16;
            string more = $"and {Amounts.Count(_rows.Lines.Count - i)} more";
            bool isLastRow = row == MostLegendRows - 1;
            double reserved = isLastRow && i < _rows.Lines.Count - 1 ? TextWidth.Of(more, TextSize) : 0;
            if (x + width + reserved > _options.Width - Margin && x > Margin)
            {
                if (isLastRow)
                {
                    _pen.Text(x, LegendAt + (row * LegendRow), more, _colours.Muted, TextSize);
                    break;
                }

                (x, row) = (Margin, row + 1);
            }

            double y = LegendAt + (row * LegendRow);
            _pen.Line([(x, y), (x + Swatch, y)], line.ColourOf(_colours), _view.Kind == ResultViewKind.Lines ? 2 : 8, line.Dashes);
            _pen.Text(x + Swatch + 6, y, text, _colours.Text, TextSize);
            x += width;
        }

        return LegendAt + (row * LegendRow) + (LegendRow / 2);
    }

    private void DrawRamp(PictureLine line)
    {
        const int steps = 24;
        (double low, double high) = PicturePainter.RangeOf(line.Shade!);
        ViewColumn colour = _view.Color!;
        string name = TextWidth.Fit(ColumnWords.Name(colour.Label, colour.Column, colour.Unit), WidestEntry, TextSize);
        double x = Margin;
        _pen.Text(x, LegendAt, name, _colours.Text, TextSize);
        x += TextWidth.Of(name, TextSize) + 12;
        string lowest = NumberWords.Of(low, high - low);
        _pen.Text(x, LegendAt, lowest, _colours.Muted, TextSize);
        x += TextWidth.Of(lowest, TextSize) + 6;
        for (int i = 0; i < steps; i++)
        {
            _pen.Rectangle(x + (i * 4), LegendAt - 5, 4.5, 10, _colours.Shade((double)i / (steps - 1)));
        }

        _pen.Text(x + (steps * 4) + 6, LegendAt, NumberWords.Of(high, high - low), _colours.Muted, TextSize);
    }

    /// <summary>Finds places for all. Returns whether the texts of the lowest axis are turned.</summary>
    private bool Lay(double top)
    {
        _plan.X.Lay(_options.Width - 100, isUp: false);
        bool isTurned = _plan.X.IsTurned(_options.Width - 100);
        double bottom = _options.Height - CaptionHeight - AxisTitle - (isTurned ? (_plan.X.Widest * 0.71) + 14 : TickHeight);
        bottom = Math.Max(top + LeastPanel, bottom);
        int most = Math.Max(1, (int)((bottom - top + BetweenPanels) / (LeastPanel + BetweenPanels)));
        _plan.Panels.RemoveRange(Math.Min(most, _plan.Panels.Count), Math.Max(0, _plan.Panels.Count - most));
        double height = (bottom - top + BetweenPanels) / _plan.Panels.Count;
        for (int i = 0; i < _plan.Panels.Count; i++)
        {
            PicturePanel panel = _plan.Panels[i];
            (panel.Top, panel.Height) = (top + (i * height), height - BetweenPanels);
            panel.Axes.ForEach(axis => axis.Lay(panel.Height, isUp: true));
        }

        double hanging = isTurned ? (_plan.X.Widest * 0.71) - (_options.Width / 2.0 / (_plan.X.High - _plan.X.Low)) : 0;
        _left = Margin + Math.Max(NeededBy(false), hanging);
        _width = Math.Max(40, _options.Width - _left - Margin - Math.Max(12, NeededBy(true)));
        MakeEqual();
        _plan.X.Lay(_width, isUp: false);
        return isTurned;
    }

    /// <summary>How much room the axes of a side take.</summary>
    private double NeededBy(bool isRight) => _plan.Panels.SelectMany(panel => panel.Axes).Where(axis => axis.IsRight == isRight)
        .Select(axis => axis.Widest + 10 + (axis.Title.Length > 0 ? AxisTitle : 0)).DefaultIfEmpty(0).Max();

    /// <summary>Makes a step equally long on both axes of a path, where that is wanted.</summary>
    private void MakeEqual()
    {
        PictureAxis y = _plan.Panels[0].Axes[0];
        if (_view.Kind != ResultViewKind.Path || !_view.Equal || _plan.X.Scale != Scale.Linear || y.Scale != Scale.Linear)
        {
            return;
        }

        double height = _plan.Panels[0].Height;
        double step = Math.Max((_plan.X.High - _plan.X.Low) / _width, (y.High - y.Low) / height);
        Widen(_plan.X, step * _width);
        Widen(y, step * height);
        y.Lay(height, isUp: true);
    }

    private static void Widen(PictureAxis axis, double length)
    {
        double middle = (axis.Low / 2) + (axis.High / 2);
        axis.Span(middle - (length / 2), middle + (length / 2));
    }

    private void DrawGrid(PicturePanel panel)
    {
        foreach (double at in _plan.X.Scale == Scale.Category ? [] : _plan.X.At)
        {
            double x = Crisp(_left + (_width * _plan.X.ShareOf(at)));
            _pen.Line([(x, panel.Top), (x, panel.Bottom)], _colours.Line, 1);
        }

        foreach (double at in panel.Main.At)
        {
            double y = Crisp(panel.YOf(panel.Main, at));
            _pen.Line([(_left, y), (_left + _width, y)], _colours.Line, 1);
        }
    }

    private void DrawAxes(PicturePanel panel)
    {
        double bottom = Crisp(panel.Bottom);
        _pen.Line([(_left, bottom), (_left + _width, bottom)], _colours.Muted, 1);
        foreach (PictureAxis axis in panel.Axes)
        {
            double x = axis.IsRight ? _left + _width : _left;
            int outwards = axis.IsRight ? 1 : -1;
            PictureLine[] own = [.. panel.Lines.Where(line => line.Axis == axis).Select(line => line.Line)];
            string colour = own.Length == 1 && _rows.Lines.Count > 1 ? own[0].ColourOf(_colours) : _colours.Text;
            _pen.Line([(Crisp(x), panel.Top), (Crisp(x), panel.Bottom)], _colours.Muted, 1);
            for (int i = 0; i < axis.At.Count; i++)
            {
                double y = panel.YOf(axis, axis.At[i]);
                _pen.Line([(x, Crisp(y)), (x + (outwards * 4), Crisp(y))], _colours.Muted, 1);
                _pen.Text(x + (outwards * 8), y, axis.Texts[i], _colours.Muted, TextSize, axis.IsRight ? "start" : "end");
            }

            string title = TextWidth.Fit(axis.Title, panel.Height + BetweenPanels, TextSize);
            double titleAt = x + (outwards * (axis.Widest + 10 + (AxisTitle / 2)));
            _pen.Text(titleAt, panel.Top + (panel.Height / 2), title, colour, TextSize, "middle", outwards * 90);
        }
    }

    private void DrawX(bool isTurned)
    {
        double bottom = _plan.Panels[^1].Bottom;
        for (int i = 0; i < _plan.X.At.Count; i++)
        {
            double x = _left + (_width * _plan.X.ShareOf(_plan.X.At[i]));
            _pen.Line([(Crisp(x), bottom), (Crisp(x), bottom + 4)], _colours.Muted, 1);
            _pen.Text(
                x, bottom + (isTurned ? 12 : 14), _plan.X.Texts[i], _colours.Muted, TextSize, isTurned ? "end" : "middle", isTurned ? -45 : 0);
        }

        double y = _options.Height - CaptionHeight - (AxisTitle / 2);
        string title = TextWidth.Fit(_plan.X.Title, _options.Width - (2 * Margin), TextSize);
        double half = TextWidth.Of(title, TextSize) / 2;
        double middle = Math.Clamp(_left + (_width / 2), Margin + half, Math.Max(Margin + half, _options.Width - Margin - half));
        _pen.Text(middle, y, title, _colours.Text, TextSize, "middle");
    }

    private void DrawCaption()
    {
        PicturePanel first = _plan.Panels[0];
        if (!_rows.Lines.Any(line => line.Y.Any(double.IsFinite)))
        {
            _pen.Text(_left + (_width / 2), first.Top + (first.Height / 2), "nothing to draw", _colours.Muted, TextSize, "middle");
        }

        string caption = PictureWords.Caption(_view, _rows, _plan);
        string shown = TextWidth.Fit(caption, _options.Width - (2 * Margin), CaptionSize);
        _pen.Text(Margin, _options.Height - (CaptionHeight / 2), shown, _colours.Muted, CaptionSize);
    }

    /// <summary>Lines of one pixel are sharp in the middle of one.</summary>
    private static double Crisp(double place) => Math.Round(place - 0.5) + 0.5;
}
