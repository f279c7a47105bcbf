using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Stats;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>The reads of what was counted, each on one connection and one snapshot. <c>now</c> is the store's clock.</summary>
internal static class SqliteStatReads
{
    public static T Sum<T>(SqliteReader reader, DateTimeOffset from, DateTimeOffset to, Func<T> start)
        where T : IStatSums
    {
        T sums = start();
        using SqliteRow row = reader[SqliteSql.ListStats].Query(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        while (row.Read())
        {
            sums.Add(StatColumns.Read(row));
        }

        return sums;
    }

    public static FinishedCounts SumFinished(SqliteReader reader, long now)
    {
        var sums = new FinishedSums();
        using SqliteRow row = reader[SqliteSql.SumFinished].Query(
            now - TimeSpan.FromMinutes(1).ToMilliseconds(), now - TimeSpan.FromHours(1).ToMilliseconds(),
            now - TimeSpan.FromHours(24).ToMilliseconds());
        while (row.Read())
        {
            sums.Add(row);
        }

        return sums.ToCounts();
    }

    /// <summary>The queues with ready tasks, and whether each was written down already.</summary>
    public static IReadOnlyList<(DepthRow Depth, bool IsWritten)> MeasureDepth(SqliteReader reader, long now)
    {
        long at = AtOf(now);
        var queues = new List<(DepthRow, bool)>();
        using SqliteRow row = reader[SqliteSql.MeasureDepth].Query(now, at);
        while (row.Read())
        {
            TimeSpan? oldest = row.IsNull(2) ? null : TimeSpan.FromMilliseconds(Math.Max(0, row.GetInt64(2)));
            queues.Add((new DepthRow(InstantOf(at), row.GetString(0), row.GetInt32(1), oldest), row.GetBoolean(3)));
        }

        return queues;
    }

    /// <summary>A queue without ready tasks.</summary>
    public static DepthRow Empty(string queue, long now) => new(InstantOf(AtOf(now)), queue, 0, null);

    public static IReadOnlyList<DepthRow> ListDepth(SqliteReader reader, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var rows = new List<DepthRow>();
        using SqliteRow row = reader[SqliteSql.ListDepth].Query(
            step.ToMilliseconds(), from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        while (row.Read())
        {
            TimeSpan? oldest = row.IsNull(3) ? null : TimeSpan.FromMilliseconds(row.GetInt64(3));
            rows.Add(new DepthRow(row.GetInstant(0), row.GetString(1), row.GetInt32(2), oldest));
        }

        return rows;
    }

    public static TaskCounts CountTasks(SqliteReader reader, long now)
    {
        using SqliteRow row = reader[SqliteSql.CountTasks].Query(now);
        row.Read();
        return CountColumns.Read(InstantOf(now), row, 0);
    }

    public static IReadOnlyList<TypeCount> CountTypes(SqliteReader reader)
    {
        var types = new List<TypeCount>();
        using SqliteRow row = reader[SqliteSql.CountTypes].Query();
        while (row.Read())
        {
            types.Add(new TypeCount(row.GetString(0), row.GetInt32(1), row.GetInt32(2)));
        }

        return types;
    }

    /// <summary>The beginning of the step in which depths are measured.</summary>
    private static long AtOf(long now) => now - (now % StatRules.DepthStep.ToMilliseconds());

    private static DateTimeOffset InstantOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
