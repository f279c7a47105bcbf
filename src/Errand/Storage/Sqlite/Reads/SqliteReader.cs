using System.Diagnostics;
using Errand.Storage.Sqlite.Disk;
using Errand.Storage.Sqlite.Statements;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>One read-only connection. A read that takes too long is aborted, so that no snapshot keeps the write-ahead log from
/// shrinking.</summary>
internal sealed class SqliteReader : IDisposable
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    private readonly SqliteStatements _statements;
    private long _start;
    private CancellationToken _cancellation;

    public SqliteReader(string path)
    {
        SqliteConnection connection = SqliteSession.Connect(path, SqliteOpenMode.ReadOnly);
        SqliteSession.SetUpReader(connection);
        _statements = new SqliteStatements(connection);
        sqlite3_progress_handler(connection.Handle, 20_000, _ => ShouldStop() ? 1 : 0, null);
    }

    public SqliteConnection Connection => _statements.Connection;

    public SqliteStatement this[string sql] => _statements[sql];

    public void Begin(CancellationToken cancellationToken)
    {
        _start = Stopwatch.GetTimestamp();
        _cancellation = cancellationToken;
    }

    public void Dispose()
    {
        _statements.Dispose();
        Connection.Dispose();
    }

    private bool ShouldStop() => _cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(_start) > MaxTime;
}
