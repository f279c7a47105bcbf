using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Stores progress and log lines of runs whose claim still holds.</summary>
internal sealed class ReportWrite(IReadOnlyList<ReportRequest> batch) : SqliteWrite<bool>(WritePriority.Other)
{
    public override int Rows => batch.Count;

    protected override bool Execute(WriteScope scope)
    {
        foreach (ReportRequest report in batch)
        {
            if (scope.IsCareful)
            {
                scope.TryRow(report.Run.Id, () => Keep(scope, report));
            }
            else
            {
                Keep(scope, report);
            }
        }

        return true;
    }

    private static void Keep(WriteScope scope, ReportRequest report)
    {
        (long id, int attempt) = (report.Run.Id.Value, report.Run.Attempt);
        if (scope[SqliteSql.Report].ExecuteAndCount(report.Progress, report.Message, id, attempt) == 0)
        {
            return;
        }

        foreach (TaskLogLine line in report.Lines)
        {
            scope[SqliteSql.ReportLine].Execute(id, attempt, line.Number, line.At.ToUnixTimeMilliseconds(), (int)line.Level, line.Message);
        }
    }
}
