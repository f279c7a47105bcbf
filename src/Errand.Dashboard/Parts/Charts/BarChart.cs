namespace Errand.Dashboard.Parts.Charts;

/// <summary>A chart of counts over time: bars of pieces that stand on each other.</summary>
public sealed class BarChart
{
    /// <summary>Less could not be seen: no count but 0 is drawn as nothing.</summary>
    private const double LeastHeight = 2;

    private const double BarShare = 0.8;

    private readonly CountScale _scale;

    private BarChart(TimeAxis axis, IReadOnlyList<BarSeries> series)
    {
        Axis = axis;
        Series = series;
        _scale = CountScale.For(Enumerable.Range(0, axis.Count).Max(bar => SumAt(bar) ?? 0));
        Slots = [.. Enumerable.Range(0, axis.Count).Select(SlotOf)];
    }

    public TimeAxis Axis { get; }

    /// <summary>From below.</summary>
    public IReadOnlyList<BarSeries> Series { get; }

    public IReadOnlyList<ChartSlot> Slots { get; }

    public IReadOnlyList<ChartTick> Ticks => _scale.Ticks;

    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsEmpty => _scale.Top == 0;

    public string SlotWidth => ChartBox.Percent(1.0 / Axis.Count);

    public string BarWidth => ChartBox.Percent(BarShare / Axis.Count);

    /// <summary>The bars in which anything was counted, the newest first.</summary>
    public IEnumerable<int> Counted => Enumerable.Range(0, Axis.Count).Where(bar => SumAt(bar) > 0).Reverse();

    /// <param name="axis">The time.</param>
    /// <param name="series">From below, each with a number for each bar.</param>
    public static BarChart Of(TimeAxis axis, IReadOnlyList<BarSeries> series) => new(axis, series);

    /// <summary>The bar that is the highest: null when all are empty.</summary>
    public (int Bar, long Sum)? Highest()
    {
        (int Bar, long Sum)? highest = null;
        foreach (int bar in Counted)
        {
            long sum = SumAt(bar)!.Value;
            highest = highest is { } known && known.Sum > sum ? known : (bar, sum);
        }

        return highest;
    }

    private long? SumAt(int bar) =>
        Series.Any(series => series.Values[bar] is not null) ? Series.Sum(series => series.Values[bar] ?? 0) : null;

    private ChartSlot SlotOf(int bar)
    {
        var pieces = new List<BarPiece>();
        double below = 0;
        foreach (BarSeries series in Series.Where(series => series.Values[bar] > 0))
        {
            double height = Math.Max(LeastHeight, ChartBox.Height * series.Values[bar]!.Value / _scale.Top);
            below += height;
            pieces.Add(new BarPiece(
                series.Kind, series.IsHatched, ChartBox.Number(ChartBox.Above + ChartBox.Height - below), ChartBox.Number(height)));
        }

        return new ChartSlot(ChartBox.Percent((double)bar / Axis.Count), $"{Axis.WordsOf(bar)}: {WordsOf(bar)}", pieces);
    }

    private string WordsOf(int bar) => SumAt(bar) switch
    {
        null => "nothing was written down",
        0 => "none",
        _ => string.Join(", ", Series.Where(series => series.Values[bar] > 0).Reverse()
            .Select(series => $"{Amounts.Count(series.Values[bar]!.Value)} {series.Words}")),
    };
}
