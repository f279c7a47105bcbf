using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Throughput;

/// <summary>Another program that holds the write lock, lets one writer in, and takes it again as soon as that writer has
/// committed.</summary>
internal sealed class SlowSqlite : SlowStore
{
    /// <summary>A waiting writer tries every fraction of a millisecond, so it gets the lock first.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromMilliseconds(1);

    private readonly SqliteConnection _connection;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    private SlowSqlite(SqliteConnection connection)
    {
        _connection = connection;
        _loop = Task.Run(RunAsync);
    }

    public static SlowSqlite Start(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return new SlowSqlite(connection);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        await _connection.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TakeLock();
            await Task.Delay(Delay);
            Execute("ROLLBACK");
            await Task.Delay(Opening);
        }
    }

    /// <summary>Takes the lock as soon as it is free: the gap between two commits is shorter than any pause of SQLite's own
    /// waiting.</summary>
    private void TakeLock()
    {
        var wait = new SpinWait();
        while (sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE") is var code && code != SQLITE_OK)
        {
            if (code != SQLITE_BUSY)
            {
                throw new InvalidOperationException($"The lock cannot be taken: {sqlite3_errmsg(_connection.Handle).utf8_to_string()}.");
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
