using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Writer;
using Errand.Storage.Stats;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Writes down how full queues are. What was written for the same time stays.</summary>
internal sealed class DepthWrite(IReadOnlyList<DepthRow> rows) : SqliteWrite<bool>(WritePriority.Other)
{
    public override int Rows => rows.Count;

    public override SyncTime Sync => SyncTime.Later;

    protected override bool Execute(WriteScope scope)
    {
        foreach (DepthRow row in rows)
        {
            scope[SqliteSql.PutDepth].Execute(row.At.ToUnixTimeMilliseconds(), row.Queue, row.Ready, row.Oldest?.ToMilliseconds());
        }

        return true;
    }
}
