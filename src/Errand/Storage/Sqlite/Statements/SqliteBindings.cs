using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Statements;

/// <summary>The values that a statement holds. They stay from one run to the next, so only changed ones are bound again: most values are
/// the same in all rows of a batch.</summary>
internal sealed class SqliteBindings
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly SqliteArgument[] _held;
    private bool _holdMuch;

    public SqliteBindings(sqlite3 connection, sqlite3_stmt statement)
    {
        _connection = connection;
        _statement = statement;
        _held = new SqliteArgument[sqlite3_bind_parameter_count(statement)];
    }

    public void Give(ReadOnlySpan<SqliteArgument> values)
    {
        if (values.Length != _held.Length)
        {
            string needed = string.Create(
                CultureInfo.InvariantCulture, $"{_held.Length} values are needed by: {sqlite3_sql(_statement).utf8_to_string()}");
            throw new ArgumentException(needed, nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].IsKnownAs(_held[i]))
            {
                continue;
            }

            int code = values[i].Bind(_statement, i + 1);
            if (code != SQLITE_OK)
            {
                ForgetAll();
                SqliteException.ThrowExceptionForRC(code, _connection);
            }

            _held[i] = values[i].ToKnown();
            _holdMuch |= values[i].IsLarge;
        }
    }

    /// <summary>Drops large values, whose copies would stay until the next run.</summary>
    public void ForgetMuch()
    {
        if (_holdMuch)
        {
            ForgetAll();
        }
    }

    private void ForgetAll()
    {
        _ = sqlite3_clear_bindings(_statement);
        Array.Clear(_held);
        _holdMuch = false;
    }
}
