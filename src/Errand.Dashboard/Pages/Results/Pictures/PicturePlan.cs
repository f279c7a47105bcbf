namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>Which line of a picture stands on which axis, and what range each axis has.</summary>
/// <remarks>plot2d.js does it in the same way.</remarks>
internal sealed class PicturePlan
{
    private const double Room = 0.06;
    private const double RoomAlong = 0.03;
    private const int MostNames = 4;
    private const int LongestNames = 40;

    private readonly ResultView _view;
    private readonly PictureRows _rows;

    public PicturePlan(ResultView view, PictureRows rows, string? logs)
    {
        (_view, _rows) = (view, rows);
        X = new PictureAxis(ScaleOfX)
        {
            Label = LabelOfX,
            IsWhole = view.X is null && !IsPath,
            Categories = rows.Categories ?? [],
        };
        foreach (PictureLine line in rows.Lines)
        {
            Place(line);
        }

        if (Panels.Count == 0)
        {
            Panels.Add(new PicturePanel { Axes = { new PictureAxis(Scale.Linear) } });
        }

        Turn(logs);
        FitX();
        foreach (PicturePanel panel in Panels)
        {
            panel.Axes.ForEach(axis => Prepare(panel, axis));
        }
    }

    public PictureAxis X { get; }

    public List<PicturePanel> Panels { get; } = [];

    /// <summary>How far bars are apart.</summary>
    public double Apart { get; private set; } = 1;

    private bool IsPath => _view.Kind == ResultViewKind.Path;

    private bool IsBars => _view.Kind == ResultViewKind.Bars;

    private Scale ScaleOfX => IsPath ? (_view.Y[0].Scale == Scale.Log ? Scale.Log : Scale.Linear)
        : PictureReader.IsTime(_view) ? Scale.Time
        : _view.X?.Scale ?? Scale.Linear;

    private string LabelOfX => IsPath ? ColumnWords.Name(_view.Y[0].Label, _view.Y[0].Column, _view.Y[0].Unit)
        : _view.X is not { } x ? "row"
        : ColumnWords.Name(x.Label, x.Column, PictureReader.IsTime(_view) ? null : x.Unit);

    private void Place(PictureLine line)
    {
        Scale scale = line.View.Scale == Scale.Category ? Scale.Linear : line.View.Scale;
        string unit = line.View.Unit ?? "";
        PicturePanel? panel = Panels.Find(panel => panel.Axes.Exists(axis => axis.Unit == unit && axis.Scale == scale));
        if (panel is null)
        {
            panel = Panels.LastOrDefault() is { Axes.Count: < 2 } last ? last : new PicturePanel();
            bool isRight = line.View.Side == Side.Right;
            isRight = panel.Axes.Exists(axis => axis.IsRight == isRight) ? !isRight : isRight;
            panel.Axes.Add(new PictureAxis(scale) { Unit = unit, IsRight = isRight });
            Panels.Remove(panel);
            Panels.Add(panel);
        }

        panel.Lines.Add((line, panel.Axes.Find(axis => axis.Unit == unit && axis.Scale == scale)!));
    }

    private void Turn(string? logs)
    {
        if (logs is null)
        {
            return;
        }

        Turn(X, logs.Contains('x', StringComparison.Ordinal));
        Panels.ForEach(panel => panel.Axes.ForEach(axis => Turn(axis, logs.Contains('y', StringComparison.Ordinal))));
    }

    private static void Turn(PictureAxis axis, bool isLog)
    {
        if (axis.Scale is Scale.Linear or Scale.Log)
        {
            axis.Scale = isLog ? Scale.Log : Scale.Linear;
        }
    }

    private void FitX()
    {
        double[] all = [.. _rows.Lines.SelectMany(line => line.X).Where(X.Has)];
        if (_rows.Categories is { } categories)
        {
            X.Span(-0.5, Math.Max(1, categories.Count) - 0.5);
            return;
        }

        X.Fit(all, IsPath ? Room : _view.Kind == ResultViewKind.Scatter ? RoomAlong : 0);
        if (all.Length > 0 && IsBars && X.Scale != Scale.Log)
        {
            Apart = ApartOf(all);
            X.Span(all.Min() - (Apart / 2), all.Max() + (Apart / 2));
        }
        else if (all.Length > 0 && _view.X is null && !IsPath && all.Min() == all.Max())
        {
            X.Span(all[0] - 0.5, all[0] + 0.5);
        }
    }

    private double ApartOf(double[] all)
    {
        double[] sorted = [.. all.Distinct().Order()];
        return sorted.Length < 2 || _view.X is null ? 1 : Enumerable.Range(1, sorted.Length - 1).Min(i => sorted[i] - sorted[i - 1]);
    }

    private void Prepare(PicturePanel panel, PictureAxis axis)
    {
        PictureLine[] lines = [.. panel.Lines.Where(line => line.Axis == axis).Select(line => line.Line)];
        string names = string.Join(", ", lines.Select(line => line.Label));
        string unit = ColumnWords.Label(axis.Unit, " ");
        axis.Label = lines.Length == 1 || (lines.Length <= MostNames && names.Length <= LongestNames)
            ? names + (axis.Unit.Length == 0 ? "" : $" ({unit})")
            : axis.Unit.Length == 0 ? "" : unit;
        double[] values = [.. lines.SelectMany(line => line.Y.Concat(line.Low ?? []).Concat(line.High ?? [])).Where(axis.Has)];
        bool standsOnZero = IsBars && axis.Scale == Scale.Linear && values.Length > 0;
        axis.Fit(standsOnZero ? values.Append(0) : values, Room);
        if (standsOnZero && axis.High > axis.Low && values.Any(value => value != 0))
        {
            axis.Span(values.Min() < 0 ? axis.Low : 0, values.Max() > 0 ? axis.High : 0);
        }
    }
}
