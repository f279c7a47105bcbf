using Npgsql;

namespace Errand.TestDatabases;

/// <summary>A look into a database, past every store.</summary>
/// <param name="connectionString">As Npgsql reads it.</param>
public class PostgresAccess(string connectionString)
{
    private readonly Lazy<NpgsqlDataSource> _source = new(() => SourceOf(connectionString));

    public string ConnectionString => connectionString;

    /// <summary>A connection past every pool.</summary>
    public async Task<NpgsqlConnection> ConnectAsync() => await _source.Value.OpenConnectionAsync();

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
        return await ReadAsync<T>(connection, sql, values);
    }

    /// <summary>The same, over a connection that stays: to open one costs the server more than most of what is asked.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using NpgsqlCommand command = Command(connection, sql, values);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        var read = new List<T>();
        while (await row.ReadAsync())
        {
            read.Add(row.GetFieldValue<T>(0));
        }

        return read;
    }

    private static NpgsqlDataSource SourceOf(string connectionString)
    {
        var source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return source.Build();
    }

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
