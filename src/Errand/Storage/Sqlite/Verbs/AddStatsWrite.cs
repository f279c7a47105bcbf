using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;
using Errand.Storage.Stats;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Writes down what a process counted. A batch that was stored before is not stored again.</summary>
internal sealed class AddStatsWrite(StatBatch batch) : SqliteWrite<bool>(WritePriority.Other)
{
    public override int Rows => batch.Rows.Count;

    public override SyncTime Sync => SyncTime.Later;

    /// <summary>Stores rows of any step.</summary>
    public static void Put(WriteScope scope, short step, DateTimeOffset at, Guid member, StatRow row) => scope[SqliteSql.PutStat].Execute(
        step, at.ToUnixTimeMilliseconds(), member.ToBlob(), row.Type, row.Queue, StatColumns.NumberOf(row.Outcome), row.Submitted,
        row.Finished, row.Wait?.ToBytes(), row.Run?.ToBytes());

    protected override bool Execute(WriteScope scope)
    {
        if (scope[SqliteSql.FindReceipt].Number(batch.Nonce) is not null)
        {
            return false;
        }

        scope[SqliteSql.SubmitReceipt].Execute(batch.Nonce, scope.Now, 0, -1); // No ids.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        foreach (StatRow row in batch.Rows)
        {
            Put(scope, StatRules.AsCounted, now, batch.Member, row);
        }

        return true;
    }
}
