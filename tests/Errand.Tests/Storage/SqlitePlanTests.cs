using System.Text.RegularExpressions;
using Errand.Storage.Sqlite;
using Errand.Storage.Sqlite.Reads;
using Errand.Storage.Views;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

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
        SqliteSql.FindDone, SqliteSql.FindOwners, SqliteSql.TickDue, SqliteSql.DeleteExpired, SqliteSql.DeleteAttempts, SqliteSql.DeleteLog,
        SqliteSql.DeleteKept, SqliteSql.DeleteKey, SqliteSql.DeleteReceipts,
        SqliteSql.ListStats, SqliteSql.FindStats, SqliteSql.DeleteStat, SqliteSql.DeleteStats, SqliteSql.FindDepthEnd,
        SqliteSql.DeleteDepth,
    ];

    [Theory]
    [MemberData(nameof(HotStatements))]
    public async Task A_hot_statement_finds_its_rows_by_key(string sql)
    {
        await MigrateAsync();
        foreach (string step in Explain(sql))
        {
            Assert.DoesNotMatch(@"^SCAN (?!CONSTANT ROW|x\b|\(subquery-|later USING COVERING INDEX)|TEMP B-TREE", step);
        }
    }

    /// <summary>They stand in the order of queues and priorities, and are listed by their ids.</summary>
    [Fact]
    public async Task A_page_of_waiting_tasks_takes_no_more_steps_when_many_wait()
    {
        await MigrateAsync();
        string sql = SqliteScans.Of(ScanPlace.Waiting, TaskFacets.None)
            .Replace("$before", "100000", StringComparison.Ordinal).Replace("$limit", "10", StringComparison.Ordinal);
        Fill(1, 100);
        int few = StepsOf(sql);
        Fill(101, 20_000);
        Assert.InRange(StepsOf(sql), 1, 2 * few);

        void Fill(int first, int last) => _file.Run($"""
            WITH RECURSIVE n (i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})
            INSERT INTO ready (queue_id, priority, id, since, attempt, tries) SELECT i % 3, i % 2, i, 0, 0, 1 FROM n
            """);
    }

    /// <summary>Else it would read the arguments of all of them before it returns the first.</summary>
    [Theory]
    [InlineData(ScanPlace.Anywhere, 0)]
    [InlineData(ScanPlace.Done, 0)]
    [InlineData(ScanPlace.Failed, 0)]
    [InlineData(ScanPlace.Cancelled, 0)]
    [InlineData(ScanPlace.Running, 0)]
    [InlineData(ScanPlace.Owned, 0)]
    [InlineData(ScanPlace.Waiting, 1)]
    public async Task A_scan_sorts_nothing_but_ids(object place, int sorts)
    {
        await MigrateAsync();
        const TaskFacets Small = TaskFacets.Queue | TaskFacets.Progress | TaskFacets.Summary;
        foreach (TaskFacets facets in (TaskFacets[])[TaskFacets.Args, ScanRequest.Large, ScanRequest.Large | Small])
        {
            List<string> steps = Explain(SqliteScans.Of((ScanPlace)place, facets));
            Assert.Equal(sorts, steps.Count(step => IsSort(step)));
            Assert.DoesNotContain(steps.SkipWhile(step => step != "SCAN s"), IsSort);
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsSort(string step) => step.Contains("TEMP B-TREE", StringComparison.Ordinal);

    private async Task MigrateAsync()
    {
        await using var store = new SqliteTaskStore(
            new SqliteStoreOptions { Path = _file.Path, Durable = false }, TimeProvider.System, NullLogger<SqliteTaskStore>.Instance);
        await store.OpenAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How many steps SQLite makes until the last row.</summary>
    private int StepsOf(string sql)
    {
        const int VirtualMachineSteps = 4;
        using SqliteConnection connection = _file.Connect();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, sql, out sqlite3_stmt statement));
        using (statement)
        {
            int outcome;
            do
            {
                outcome = raw.sqlite3_step(statement);
            }
            while (outcome == raw.SQLITE_ROW);
            Assert.Equal(raw.SQLITE_DONE, outcome);
            return raw.sqlite3_stmt_status(statement, VirtualMachineSteps, 0);
        }
    }

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
