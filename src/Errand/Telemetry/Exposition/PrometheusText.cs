using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Errand.Telemetry.Exposition;

/// <summary>Writes metrics in the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>OpenTelemetry's own exporter is a beta, since the specification is: a stable package must not depend on it.</remarks>
internal sealed class PrometheusText
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Write(Metric metric)
    {
        if (PrometheusName.Of(metric) is not { } name)
        {
            return;
        }

        Line($"# HELP {name} {Escape(metric.Description, forLabel: false)}");
        Line($"# TYPE {name} {TypeOf(metric)}");
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            string labels = LabelsOf(point);
            if (PrometheusName.IsHistogram(metric))
            {
                WriteHistogram(name, labels, point);
            }
            else
            {
                Sample(name, labels, ValueOf(metric, point));
            }
        }
    }

    private void WriteHistogram(string name, string labels, in MetricPoint point)
    {
        long count = 0;
        string before = labels.Length == 0 ? "" : $"{labels},";
        foreach (HistogramBucket bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            Sample($"{name}_bucket", $"{before}le=\"{Number(bucket.ExplicitBound)}\"", Number(count));
        }

        Sample($"{name}_sum", labels, Number(point.GetHistogramSum()));
        Sample($"{name}_count", labels, Number(point.GetHistogramCount()));
    }

    private void Sample(string name, string labels, string value) =>
        Line(labels.Length == 0 ? $"{name} {value}" : $"{name}{{{labels}}} {value}");

    private void Line(string line) => _text.Append(line).Append('\n');

    private static string TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static string ValueOf(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Number(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Number(point.GetSumDouble()),
        MetricType.LongGauge => Number(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => Number(point.GetGaugeLastValueDouble()),
        _ => throw new NotSupportedException($"{metric.Name} is a {metric.MetricType}."),
    };

    private static string LabelsOf(in MetricPoint point)
    {
        var labels = new StringBuilder();
        foreach (KeyValuePair<string, object?> tag in point.Tags)
        {
            labels.Append(labels.Length == 0 ? "" : ",").Append(PrometheusName.Plain(tag.Key)).Append("=\"")
                .Append(Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "", forLabel: true)).Append('"');
        }

        return labels.ToString();
    }

    private static string Escape(string text, bool forLabel)
    {
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return forLabel ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
