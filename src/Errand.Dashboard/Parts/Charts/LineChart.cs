using System.Text;

namespace Errand.Dashboard.Parts.Charts;

/// <summary>A chart of durations over time.</summary>
public sealed class LineChart
{
    private readonly DurationScale _scale;

    private LineChart(TimeAxis axis, IReadOnlyList<LineSeries> series)
    {
        Axis = axis;
        Series = series;
        _scale = DurationScale.For(series.SelectMany(line => line.Seconds).OfType<double>());
        Slots = [.. Enumerable.Range(0, axis.Count).Select(SlotOf)];
    }

    public TimeAxis Axis { get; }

    public IReadOnlyList<LineSeries> Series { get; }

    /// <summary>What there is at each place.</summary>
    public IReadOnlyList<ChartSlot> Slots { get; }

    public IReadOnlyList<ChartTick> Ticks => _scale.Ticks;

    public bool IsEmpty => !Known.Any();

    public string SlotWidth => ChartBox.Percent(1.0 / Axis.Count);

    /// <summary>The places at which anything is known, the newest first.</summary>
    public IEnumerable<int> Known => Enumerable.Range(0, Axis.Count).Where(HasAnyAt).Reverse();

    /// <param name="axis">The time.</param>
    /// <param name="series">The lines, each with a duration for each place.</param>
    public static LineChart Of(TimeAxis axis, IReadOnlyList<LineSeries> series) => new(axis, series);

    /// <summary>The path of a line, in a box <see cref="ChartBox.PathWidth"/> wide.</summary>
    public string PathOf(LineSeries series)
    {
        var path = new StringBuilder();
        bool isDrawing = false;
        for (int i = 0; i < Axis.Count; i++)
        {
            if (series.Seconds[i] is not { } seconds || IsAlone(series, i))
            {
                isDrawing = false;
                continue;
            }

            path.Append(isDrawing ? 'L' : 'M').Append(ChartBox.Number(Middle(i) * ChartBox.PathWidth)).Append(' ')
                .Append(ChartBox.Y(_scale.ShareOf(seconds)));
            isDrawing = true;
        }

        return path.ToString();
    }

    /// <summary>Durations without neighbours: no line shows them.</summary>
    public IEnumerable<(string X, string Y)> DotsOf(LineSeries series) =>
        from place in Enumerable.Range(0, Axis.Count)
        where IsAlone(series, place)
        select (ChartBox.Percent(Middle(place)), ChartBox.Y(_scale.ShareOf(series.Seconds[place]!.Value)));

    private double Middle(int place) => (place + 0.5) / Axis.Count;

    private bool IsAlone(LineSeries series, int place) => series.Seconds[place] is not null
        && (place == 0 || series.Seconds[place - 1] is null) && (place + 1 == Axis.Count || series.Seconds[place + 1] is null);

    private bool HasAnyAt(int place) => Series.Any(line => line.Seconds[place] is not null);

    private ChartSlot SlotOf(int place) => new(
        ChartBox.Percent((double)place / Axis.Count),
        $"{Axis.WordsOf(place)}: {(HasAnyAt(place) ? string.Join(", ", WordsOf(place)) : "nothing was measured")}",
        []);

    private IEnumerable<string> WordsOf(int place) =>
        from line in Series
        where line.Seconds[place] is not null
        select $"{line.Words} {Amounts.Seconds(line.Seconds[place]!.Value)}";
}
