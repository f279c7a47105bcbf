using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Errand.Telemetry.Exposition;

/// <summary>Takes what is collected and writes it down.</summary>
internal sealed class TextExporter : BaseExporter<Metric>
{
    /// <summary>What was collected last.</summary>
    public string Text { get; private set; } = "";

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText();
        foreach (Metric metric in batch)
        {
            text.Write(metric);
        }

        Text = text.ToString();
        return ExportResult.Success;
    }
}
