using Errand.Storage.Stats;

namespace Errand.Insight;

/// <summary>Times as they are shown: in seconds, with milliseconds.</summary>
internal static class StatSeconds
{
    private const double Half = 0.5;
    private const double Most = 0.95;

    public static double? Of(TimeSpan? time) => time is { } some ? Math.Round(some.TotalSeconds, 3) : null;

    public static double? P50(Histogram? times) => Of(times?.Quantile(Half));

    public static double? P95(Histogram? times) => Of(times?.Quantile(Most));
}
