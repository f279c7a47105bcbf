using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Statements;

/// <summary>A statement that is prepared once and run many times. Values are passed in the order in which their parameters first appear in
/// its text.</summary>
/// <remarks>Uses SQLite's C interface: the library's commands and readers cost more than most of the statements.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly SqliteBindings _bindings;
    private readonly SqliteRow _row;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v3(_connection, sql, SQLITE_PREPARE_PERSISTENT, out _statement), _connection);
        _bindings = new SqliteBindings(_connection, _statement);
        _row = new SqliteRow(_connection, _statement, _bindings);
    }

    public void Execute(params ReadOnlySpan<SqliteArgument> values)
    {
        using SqliteRow row = Query(values);
        while (row.Read())
        {
        }
    }

    /// <returns>How many rows it changed.</returns>
    public int ExecuteAndCount(params ReadOnlySpan<SqliteArgument> values)
    {
        Execute(values);
        return sqlite3_changes(_connection);
    }

    /// <summary>The rows, which must be disposed of before the next run.</summary>
    public SqliteRow Query(params ReadOnlySpan<SqliteArgument> values)
    {
        _bindings.Give(values);
        return _row;
    }

    /// <returns>The first column of the first row; null when there is no row or nothing in it.</returns>
    public long? Number(params ReadOnlySpan<SqliteArgument> values)
    {
        using SqliteRow row = Query(values);
        return row.Read() && !row.IsNull(0) ? row.GetInt64(0) : null;
    }

    public void Dispose() => _statement.Dispose();
}
