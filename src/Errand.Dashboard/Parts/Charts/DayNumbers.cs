using System.Globalization;

namespace Errand.Dashboard.Parts.Charts;

/// <summary>What became of the tasks of a type within 24 hours.</summary>
/// <param name="Bars">One for each hour.</param>
/// <param name="Succeeded">How many succeeded.</param>
/// <param name="Failed">How many failed for good.</param>
/// <param name="Cancelled">How many were cancelled.</param>
/// <param name="RunP50">Half of the runs of the last hour with runs took no longer, in seconds.</param>
/// <param name="RunP95">95 in 100 of them took no longer, in seconds.</param>
public sealed record DayNumbers(
    IReadOnlyList<SparkBar> Bars, long Succeeded, long Failed, long Cancelled, double? RunP50, double? RunP95)
{
    public static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private const int Hours = 24;

    /// <summary>How many ended.</summary>
    public long Ended => Succeeded + Failed + Cancelled;

    /// <summary>Which numbers these are.</summary>
    public static StatSeriesOptions OptionsOf(DateTimeOffset now, StatGroup by, string? type = null) =>
        new() { Step = Step, From = now - (Step * (Hours - 1)), By = by, Type = type };

    /// <summary>Of numbers by outcome.</summary>
    public static DayNumbers Of(StatSeries series)
    {
        StatLine? all = series.Series.FirstOrDefault(line => line.Key == "all");
        IReadOnlyList<long?> succeeded = Finished(series, "succeeded");
        IReadOnlyList<long?> failed = Finished(series, "failed");
        IReadOnlyList<long?> cancelled = Finished(series, "cancelled");
        int hours = (int)((series.To - series.From) / Step);
        return new DayNumbers(
            [
                .. Enumerable.Range(0, hours).Select(hour =>
                    BarOf(series, hour, At(succeeded, hour) + At(cancelled, hour), At(failed, hour))),
            ],
            succeeded.Sum() ?? 0,
            failed.Sum() ?? 0,
            cancelled.Sum() ?? 0,
            all?.RunP50.LastOrDefault(run => run is not null),
            all?.RunP95.LastOrDefault(run => run is not null));
    }

    /// <summary>Of one line of numbers that are not told apart by outcome.</summary>
    public static IReadOnlyList<SparkBar> BarsOf(StatSeries series, string key)
    {
        IReadOnlyList<long?> finished = Finished(series, key);
        int hours = (int)((series.To - series.From) / Step);
        return [.. Enumerable.Range(0, hours).Select(hour => BarOf(series, hour, At(finished, hour), 0))];
    }

    private static SparkBar BarOf(StatSeries series, int hour, long good, long bad)
    {
        DateTimeOffset from = series.From + (Step * hour);
        string failed = bad == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Amounts.Count(bad)} failed");
        return new SparkBar(
            string.Create(CultureInfo.InvariantCulture, $"{from.UtcDateTime:HH:mm} to {(from + Step).UtcDateTime:HH:mm} UTC: {Amounts.Count(good + bad)} ended{failed}"),
            good,
            bad);
    }

    private static IReadOnlyList<long?> Finished(StatSeries series, string key) =>
        series.Series.FirstOrDefault(line => line.Key == key)?.Finished ?? [];

    private static long At(IReadOnlyList<long?> counts, int hour) => hour < counts.Count ? counts[hour] ?? 0 : 0;
}
