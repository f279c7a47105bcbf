using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite.Statements;

/// <summary>The prepared statements of one connection, which belongs to someone else. Used by one thread at a time.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    // Compared by reference: the keys are constants, and hashing a whole statement would be too expensive.
    private readonly Dictionary<string, SqliteStatement> _prepared = new(ReferenceEqualityComparer.Instance);

    public SqliteConnection Connection => connection;

    public SqliteStatement this[string sql]
    {
        get
        {
            if (!_prepared.TryGetValue(sql, out SqliteStatement? statement))
            {
                statement = new SqliteStatement(connection, sql);
                _prepared.Add(sql, statement);
            }

            return statement;
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _prepared.Values)
        {
            statement.Dispose();
        }
    }
}
