using OpenTelemetry.Metrics;

namespace Errand.Telemetry.Exposition;

/// <summary>What an instrument is called in the text that Prometheus reads: dots become underscores, the unit is part of the name, and what
/// counts up ends in <c>_total</c>.</summary>
internal static class PrometheusName
{
    private const string Total = "_total";

    /// <summary>Null for one that has no good name: a gauge that ends in <c>_count</c> would be read as a part of a histogram.</summary>
    public static string? Of(Metric metric)
    {
        string name = Plain(metric.Name);
        string unit = UnitOf(metric.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
        {
            name += unit;
        }

        return metric.MetricType is MetricType.LongSum or MetricType.DoubleSum
            ? name.EndsWith(Total, StringComparison.Ordinal) ? name : name + Total
            : IsHistogram(metric) || !name.EndsWith("_count", StringComparison.Ordinal) ? name
            : null;
    }

    /// <summary>A name of a label.</summary>
    public static string Plain(string name) =>
        string.Create(name.Length, name, static (plain, name) =>
        {
            for (int i = 0; i < plain.Length; i++)
            {
                plain[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
            }
        });

    public static bool IsHistogram(Metric metric) => metric.MetricType == MetricType.Histogram;

    /// <summary>The units that OpenTelemetry writes short, as Prometheus writes them. What stands in braces is only a note.</summary>
    private static string UnitOf(string unit) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "By" => "_bytes",
        "%" => "_percent",
        _ => "",
    };
}
