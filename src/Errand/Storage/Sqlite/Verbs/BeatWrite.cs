using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Prolongs a lease and checks the runs that its holder reports.</summary>
internal sealed class BeatWrite(BeatRequest beat) : SqliteWrite<BeatAnswer>(WritePriority.Beat)
{
    protected override BeatAnswer Execute(WriteScope scope)
    {
        byte[] handler = beat.Handler.ToBlob();
        if (scope[SqliteSql.Beat].ExecuteAndCount(
            scope.Now + beat.Lease.ToMilliseconds(), beat.MemoryBytes, beat.IsDraining ? 1 : 0, handler) == 0)
        {
            return new BeatAnswer(true, [], []);
        }

        List<RunKey> cancelled = [], lost = [];
        foreach (RunKey run in beat.Runs)
        {
            switch (scope[SqliteSql.BeatRun].Number(run.Id.Value, run.Attempt, handler))
            {
                case null:
                    lost.Add(run);
                    break;
                case 1:
                    cancelled.Add(run);
                    break;
            }
        }

        return new BeatAnswer(false, cancelled, lost);
    }
}
