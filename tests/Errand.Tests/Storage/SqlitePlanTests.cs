using System.Text.RegularExpressions;
using Errand.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

/// <summary>What is asked for every task must never read a whole table, nor sort.</summary>
public sealed partial class SqlitePlanTests : IDisposable
{
    private readonly SqliteFile _file = new();

    public static TheoryData<string> HotStatements =>
    [
        SqliteSql.FindReceiptTasks, SqliteSql.FindKey, SqliteSql.Claim, SqliteSql.LeaveReady, SqliteSql.LeaveLater,
        SqliteSql.LeaveBlocked, SqliteSql.FindLease, SqliteSql.LeaveLease, SqliteSql.FinishVerdict,
        SqliteSql.Report, SqliteSql.Beat, SqliteSql.BeatRun, SqliteSql.Promote, SqliteSql.Cancel, SqliteSql.Delete,
        SqliteSql.Retry, SqliteSql.LogRetry, SqliteSql.MoveExpiry, SqliteSql.MoveKeyExpiry,
        SqliteSql.MoveOwnExpiry, SqliteSql.Keep, SqliteSql.Release, SqliteSql.Find, SqliteSql.OpenResult,
        SqliteSql.ReadParts, SqliteSql.FindBlob, SqliteSql.HoldBlob, SqliteSql.DoomBlob, SqliteSql.DoomBlobs, SqliteSql.DeleteParts,
        SqliteSql.DeleteBlobs,
        SqliteSql.FindLog, SqliteSql.FindAttempts,
        SqliteSql.FindDone, SqliteSql.TickDue, SqliteSql.DeleteExpired, SqliteSql.DeleteAttempts, SqliteSql.DeleteLog,
        SqliteSql.DeleteKept, SqliteSql.DeleteKey, SqliteSql.DeleteReceipts,
        SqliteSql.ListStats, SqliteSql.FindStats, SqliteSql.DeleteStat, SqliteSql.DeleteStats, SqliteSql.FindDepthEnd,
        SqliteSql.DeleteDepth,
    ];

    [Theory]
    [MemberData(nameof(HotStatements))]
    public async Task A_hot_statement_finds_its_rows_by_key(string sql)
    {
        await using (var store = new SqliteTaskStore(
            new SqliteStoreOptions { Path = _file.Path, Durable = false }, TimeProvider.System, NullLogger<SqliteTaskStore>.Instance))
        {
            await store.OpenAsync(TestContext.Current.CancellationToken);
        }

        foreach (string step in Explain(sql))
        {
            Assert.DoesNotMatch(@"^SCAN (?!CONSTANT ROW|x\b|\(subquery-|later USING COVERING INDEX)|TEMP B-TREE", step);
        }
    }

    public void Dispose() => _file.Dispose();

    private List<string> Explain(string sql)
    {
        using SqliteConnection connection = _file.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + Parameter().Replace(sql, "1");
        using SqliteDataReader row = command.ExecuteReader();
        var steps = new List<string>();
        while (row.Read())
        {
            steps.Add(row.GetString(3));
        }

        Assert.NotEmpty(steps);
        return steps;
    }

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Parameter();
}
