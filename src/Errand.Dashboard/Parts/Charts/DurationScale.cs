namespace Errand.Dashboard.Parts.Charts;

/// <summary>The upright axis of a chart of durations. It is logarithmic: a millisecond and an hour are both to be seen.</summary>
internal sealed class DurationScale
{
    private const int MostTicks = 5;

    private static readonly (double Seconds, string Label)[] Marks =
    [
        (0.001, "1 ms"), (0.01, "10 ms"), (0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"),
        (36_000, "10 h"), (86_400, "1 d"), (864_000, "10 d"), (8_640_000, "100 d"), (86_400_000, "1,000 d"),
    ];

    private readonly int _first;
    private readonly int _last;

    private DurationScale(int first, int last)
    {
        (_first, _last) = (first, last);
    }

    /// <summary>Where durations are written, from below.</summary>
    public IReadOnlyList<ChartTick> Ticks
    {
        get
        {
            int every = ((_last - _first) / MostTicks) + 1;
            return [.. Enumerable.Range(_first, _last - _first + 1).Where(i => (i - _first) % every == 0)
                .Select(i => new ChartTick(ShareOf(Marks[i].Seconds), Marks[i].Label))];
        }
    }

    /// <param name="seconds">All that is drawn.</param>
    public static DurationScale For(IEnumerable<double> seconds)
    {
        (double least, double most) = (double.PositiveInfinity, 0);
        foreach (double each in seconds)
        {
            (least, most) = (Math.Min(least, each), Math.Max(most, each));
        }

        if (most == 0 && double.IsInfinity(least))
        {
            return new DurationScale(2, 4);
        }

        int first = Math.Max(0, Array.FindLastIndex(Marks, mark => mark.Seconds <= least));
        int last = Array.FindIndex(Marks, mark => mark.Seconds >= most);
        last = last < 0 ? Marks.Length - 1 : last;
        return last > first ? new DurationScale(first, last)
            : first == Marks.Length - 1 ? new DurationScale(first - 1, first)
            : new DurationScale(first, first + 1);
    }

    /// <summary>How high a duration is: 0 at the lower end, 1 at the upper.</summary>
    public double ShareOf(double seconds)
    {
        (double low, double high) = (Math.Log(Marks[_first].Seconds), Math.Log(Marks[_last].Seconds));
        return Math.Clamp((Math.Log(Math.Max(seconds, Marks[0].Seconds)) - low) / (high - low), 0, 1);
    }
}
