using System.Globalization;
using System.Text;

namespace Errand.HistoryChecker;

/// <summary>Writes a report as Markdown, for the documentation.</summary>
public static class CheckReportMarkdown
{
    // A bug that breaks everything must not produce a million lines.
    private const int MaxShown = 50;

    /// <param name="report">The report.</param>
    /// <param name="title">What was done to the server.</param>
    public static string Render(CheckReport report, string title)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        page.Append(report.IsGood ? "Every promise held.\n\n" : $"{report.Violations.Count} violations.\n\n");
        AppendCounts(page, report.Counts);
        AppendRules(page, report);
        AppendViolations(page, report);
        return page.ToString();
    }

    private static void AppendCounts(StringBuilder page, HistoryCounts counts)
    {
        page.Append("| Seen | Count |\n|---|---:|\n");
        foreach ((string? name, int count) in Rows(counts))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {count:N0} |\n");
        }
    }

    private static IEnumerable<(string Name, int Count)> Rows(HistoryCounts counts) =>
    [
        ("tasks in the store", counts.Tasks),
        ("submits sent", counts.Submits),
        ("accepted", counts.Accepted),
        ("replayed", counts.Replayed),
        ("refused", counts.Refused),
        ("outcome unknown", counts.Unknown),
        ("runs", counts.Runs),
        ("runs cut short", counts.RunsCutShort),
        ("tries given back", counts.HandBacks),
        ("views", counts.Views),
        ("processes killed", counts.Kills),
        ("other signals", counts.OtherSignals),
        ("restarts", counts.Restarts),
        ("disturbances of the store", counts.StoreDisturbances),
        ("torn last lines", counts.TornTails),
        ("events in all", counts.Events),
    ];

    private static void AppendRules(StringBuilder page, CheckReport report)
    {
        page.Append("\n| Rule | Promise | Violations |\n|---|---|---:|\n");
        foreach (HistoryRule rule in AllRules.List)
        {
            int count = report.Violations.Count(violation => violation.Rule == rule.Name);
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {rule.Promise} | {count:N0} |\n");
        }
    }

    private static void AppendViolations(StringBuilder page, CheckReport report)
    {
        if (report.IsGood)
        {
            return;
        }

        page.Append("\n| Rule | Where | Evidence |\n|---|---|---|\n");
        foreach (Violation? violation in report.Violations.Take(MaxShown))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {violation.Rule} | {Cell(violation.Subject)} | {Cell(violation.Evidence)} |\n");
        }

        if (report.Violations.Count > MaxShown)
        {
            page.Append(CultureInfo.InvariantCulture, $"\nand {report.Violations.Count - MaxShown:N0} more.\n");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
