using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Hands back leases that a handler does not know of.</summary>
internal sealed class ReconcileWrite(MemberId handler, IReadOnlyCollection<RunKey> known) : SqliteWrite<int>(WritePriority.Other)
{
    protected override int Execute(WriteScope scope)
    {
        var unknown = new List<RunKey>();
        // A set, because a handler may have thousands of runs.
        var ours = known.ToHashSet();
        using (SqliteRow row = scope[SqliteSql.Reconcile].Query(handler.ToBlob(), scope.Now - StoreRules.Young.ToMilliseconds()))
        {
            while (row.Read())
            {
                if (new RunKey(new TaskId(row.GetInt64(0)), row.GetInt32(1)) is var run && !ours.Contains(run))
                {
                    unknown.Add(run);
                }
            }
        }

        foreach (RunKey run in unknown)
        {
            RunEnd.Apply(scope, new FinishRequest { Id = run.Id, Attempt = run.Attempt, Disposition = Disposition.HandBack });
        }

        return unknown.Count;
    }
}
