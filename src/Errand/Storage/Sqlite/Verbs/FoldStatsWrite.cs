using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;
using Errand.Storage.Stats;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Sums up old rows of what was counted, and deletes the oldest.</summary>
internal sealed class FoldStatsWrite(int limit) : SqliteWrite<int>(WritePriority.Other)
{
    public override int Rows => limit;

    public override SyncTime Sync => SyncTime.Later;

    protected override int Execute(WriteScope scope)
    {
        foreach ((short from, short to, TimeSpan after) in StatRules.Folds)
        {
            long before = scope.Now - after.ToMilliseconds();
            int folded = FoldStats(scope, from, to, before) + FoldDepth(scope, from, to, before);
            if (folded > 0)
            {
                return folded;
            }
        }

        long kept = scope.Now - StatRules.Kept.ToMilliseconds();
        return scope[SqliteSql.DeleteStats].ExecuteAndCount(kept, limit)
            + DeleteDepth(scope, StatRules.Hour, LastDepth(scope, StatRules.Hour, kept));
    }

    private int FoldStats(WriteScope scope, short from, short to, long before)
    {
        var found = new List<(StatRow Row, byte[] Member)>();
        using (SqliteRow row = scope[SqliteSql.FindStats].Query(from, before, limit))
        {
            while (row.Read())
            {
                found.Add((StatColumns.Read(row), row.GetBytes(StatColumns.Next)));
            }
        }

        foreach ((StatRow row, byte[] member) in found)
        {
            scope[SqliteSql.DeleteStat].Execute(
                from, row.At.ToUnixTimeMilliseconds(), member, row.Type, row.Queue, StatColumns.NumberOf(row.Outcome));
        }

        var sums = Guid.NewGuid();
        foreach (StatRow row in StatFold.Fold(found.Select(one => one.Row), to))
        {
            AddStatsWrite.Put(scope, to, row.At, sums, row);
        }

        return found.Count;
    }

    private int FoldDepth(WriteScope scope, short from, short to, long before)
    {
        long last = LastDepth(scope, from, before);
        scope[SqliteSql.FoldDepth].Execute(to, from, last);
        return DeleteDepth(scope, from, last);
    }

    /// <summary>The last instant of the rows that are dealt with at once.</summary>
    private long LastDepth(WriteScope scope, short step, long before) =>
        scope[SqliteSql.FindDepthEnd].Number(step, before, limit) ?? before - 1;

    private static int DeleteDepth(WriteScope scope, short step, long last) => scope[SqliteSql.DeleteDepth].ExecuteAndCount(step, last);
}
