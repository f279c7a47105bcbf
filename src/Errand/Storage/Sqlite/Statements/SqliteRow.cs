using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Statements;

/// <summary>The current row of a running statement.</summary>
internal sealed class SqliteRow(sqlite3 connection, sqlite3_stmt statement, SqliteBindings bindings) : IColumns, IDisposable
{
    /// <summary>Moves to the next row.</summary>
    /// <returns>False when there is none.</returns>
    public bool Read()
    {
        int code = sqlite3_step(statement);
        if (code is not SQLITE_ROW and not SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, connection);
        }

        return code == SQLITE_ROW;
    }

    public bool IsNull(int column) => sqlite3_column_type(statement, column) == SQLITE_NULL;

    public int GetInt32(int column) => checked((int)sqlite3_column_int64(statement, column));

    public long GetInt64(int column) => sqlite3_column_int64(statement, column);

    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);

    public double GetDouble(int column) => sqlite3_column_double(statement, column);

    public bool GetBoolean(int column) => sqlite3_column_int64(statement, column) != 0;

    public string GetString(int column) => sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Text is returned as it is stored, in UTF-8.</summary>
    public byte[] GetBytes(int column) => sqlite3_column_blob(statement, column).ToArray();

    /// <returns>How many bytes were copied.</returns>
    public int CopyBytes(int column, Span<byte> to)
    {
        ReadOnlySpan<byte> bytes = sqlite3_column_blob(statement, column);
        bytes.CopyTo(to);
        return bytes.Length;
    }

    public MemberId GetHandler(int column) => new(new Guid(sqlite3_column_blob(statement, column), bigEndian: true));

    public DateTimeOffset GetInstant(int column) => DateTimeOffset.FromUnixTimeMilliseconds(GetInt64(column));

    public DateTimeOffset? GetInstantOrNull(int column) => IsNull(column) ? null : GetInstant(column);

    /// <summary>Ends the run, and drops its values if they are large.</summary>
    public void Dispose()
    {
        // Its result code repeats that of the last step, which was checked.
        _ = sqlite3_reset(statement);
        bindings.ForgetMuch();
    }
}
