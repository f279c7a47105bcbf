using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>What is said of one run: the checker's report, and whatever else should not have been.</summary>
internal sealed record Verdict(CheckReport Report, IReadOnlyList<string> Anomalies)
{
    public bool IsGood => Report.IsGood && Anomalies.Count == 0;

    public string Render(string title) =>
        CheckReportMarkdown.Render(Report, title) + string.Concat(Anomalies.Select(anomaly => $"\n- {anomaly}\n"));
}
