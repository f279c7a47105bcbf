using System.Globalization;
using Npgsql;

namespace TestDatabases;

/// <summary>A database of one test; and a look into it past the store.</summary>
public sealed class PostgresDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public PostgresServer Server => server;

    public string Name => name;

    /// <summary>As Npgsql reads it.</summary>
    public string ConnectionString => Settings.ConnectionString;

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"postgres://{PostgresServer.User}@127.0.0.1:{server.Port}/{name}");

    private NpgsqlConnectionStringBuilder Settings => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Username = PostgresServer.User,
        Database = name,
    };

    /// <summary>A connection past every pool.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task RunAsync(string sql, params object[] values)
    {
        await using NpgsqlConnection connection = await ConnectAsync();
        await using NpgsqlCommand command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, params object[] values)
    {
        await using NpgsqlConnection connection = await ConnectAsync();
        await using NpgsqlCommand command = Command(connection, sql, values);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        var read = new List<T>();
        while (await row.ReadAsync())
        {
            read.Add(row.GetFieldValue<T>(0));
        }

        return read;
    }

    /// <summary>Drops it, whoever is still connected.</summary>
    public async ValueTask DisposeAsync() => await server.Maintenance.RunAsync($"DROP DATABASE {name} WITH (FORCE)");

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
