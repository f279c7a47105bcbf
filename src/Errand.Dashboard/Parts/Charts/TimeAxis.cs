using System.Globalization;

namespace Errand.Dashboard.Parts.Charts;

/// <summary>The time that a chart is drawn over, in bars of one width. Instants are UTC.</summary>
/// <param name="From">When the first bar begins.</param>
/// <param name="Bar">How long each lasts.</param>
/// <param name="Count">How many there are.</param>
public sealed record TimeAxis(DateTimeOffset From, TimeSpan Bar, int Count)
{
    /// <summary>More labels would touch each other on a telephone.</summary>
    private const int MostTicks = 5;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Distances =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14, 30 }.Select(days => TimeSpan.FromDays(days)),
    ];

    public DateTimeOffset End => From + (Bar * Count);

    /// <summary>The axis that ends with the bar that an instant is in.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="length">How long it is: a whole number of bars.</param>
    /// <param name="bar">How long each bar lasts. A day is a whole number of bars, or one is a number of days.</param>
    public static TimeAxis EndingAt(DateTimeOffset now, TimeSpan length, TimeSpan bar)
    {
        long end = ((now.UtcTicks / bar.Ticks) + 1) * bar.Ticks;
        return new TimeAxis(new DateTimeOffset(end, TimeSpan.Zero) - length, bar, (int)(length / bar));
    }

    /// <summary>The bar that an instant is in; null when it is in none.</summary>
    public int? IndexOf(DateTimeOffset at) => at >= From && at < End ? (int)((at - From) / Bar) : null;

    public DateTimeOffset StartOf(int bar) => From + (Bar * bar);

    /// <summary>When a bar is: <c>10:31 to 10:32</c>, <c>28 Nov 09:00 to 12:00</c>, <c>28 Nov</c>.</summary>
    public string WordsOf(int bar)
    {
        DateTimeOffset start = StartOf(bar);
        return Bar >= Day ? Text(start, "d MMM")
            : Bar * Count > Day ? $"{Text(start, "d MMM HH:mm")} to {Clock(start + Bar)}"
            : $"{Clock(start)} to {Clock(start + Bar)}";
    }

    /// <summary>How long a bar lasts, for people: <c>minute</c>, <c>5 min</c>, <c>3 h</c>, <c>day</c>.</summary>
    public string BarWords => Bar == Day ? "day" : Bar == Hour ? "hour" : Bar == Minute ? "minute" : Amounts.Duration(Bar);

    /// <summary>Where times are written below the chart.</summary>
    public IReadOnlyList<ChartTick> Ticks()
    {
        TimeSpan length = Bar * Count;
        TimeSpan distance = Distances.First(each => length / each <= MostTicks || each == Distances[^1]);
        var ticks = new List<ChartTick>();
        for (long at = CeilingOf(From.UtcTicks, distance.Ticks); at < End.UtcTicks; at += distance.Ticks)
        {
            double share = (double)(at - From.UtcTicks) / length.Ticks;
            ticks.Add(new ChartTick(share, Text(new DateTimeOffset(at, TimeSpan.Zero), distance >= Day ? "d MMM" : "HH:mm")));
        }

        return ticks;
    }

    private static long CeilingOf(long ticks, long distance) => (ticks + distance - 1) / distance * distance;

    private static string Clock(DateTimeOffset at) => Text(at, "HH:mm");

    private static string Text(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
