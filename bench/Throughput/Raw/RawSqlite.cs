using Microsoft.Data.Sqlite;

namespace Throughput;

/// <summary>One connection to a file of its own.</summary>
internal sealed class RawSqlite : RawStore
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE job (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, args TEXT NOT NULL, result TEXT);
        CREATE INDEX job_waiting ON job (id) WHERE state = 0; -- SQLite takes a partial index for its very condition only.
        CREATE INDEX job_running ON job (id) WHERE state = 1;
        """;

    private readonly SqliteConnection _connection;

    public RawSqlite(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    public override Task InsertAsync(int count)
    {
        using SqliteCommand insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO job (state, args) VALUES (0, $args)";
        insert.Parameters.AddWithValue("$args", Args);
        for (int done = 0; done < count; done += Batch)
        {
            InOneCommit(insert, () =>
            {
                for (int i = 0; i < Batch; i++)
                {
                    insert.ExecuteNonQuery();
                }
            });
        }

        return Task.CompletedTask;
    }

    public override Task ClaimAsync(int count) => UpdateAsync(
        count, "UPDATE job SET state = 1 WHERE id IN (SELECT id FROM job WHERE state = 0 ORDER BY id LIMIT $batch) RETURNING id, args");

    public override Task CompleteAsync(int count) => UpdateAsync(
        count, "UPDATE job SET state = 2, result = '12345' WHERE id IN (SELECT id FROM job WHERE state = 1 ORDER BY id LIMIT $batch) RETURNING id");

    public override async Task PassOneAsync()
    {
        foreach (string stage in (string[])
        [
            "INSERT INTO job (state, args) VALUES (0, $args)",
            "UPDATE job SET state = 1 WHERE id = last_insert_rowid()",
            "UPDATE job SET state = 2, result = '12345' WHERE id = last_insert_rowid()",
        ])
        {
            await using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = stage;
            command.Parameters.AddWithValue("$args", Args);
            await command.ExecuteNonQueryAsync();
        }
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private Task UpdateAsync(int count, string sql)
    {
        using SqliteCommand update = _connection.CreateCommand();
        update.CommandText = sql;
        update.Parameters.AddWithValue("$batch", Batch);
        for (int done = 0; done < count; done += Batch)
        {
            InOneCommit(update, () =>
            {
                using SqliteDataReader row = update.ExecuteReader();
                while (row.Read())
                {
                }
            });
        }

        return Task.CompletedTask;
    }

    private void InOneCommit(SqliteCommand command, Action work)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        command.Transaction = transaction;
        work();
        transaction.Commit();
    }
}
