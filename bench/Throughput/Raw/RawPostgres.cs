using Npgsql;

namespace Throughput;

/// <summary>Four connections, each with every fourth batch.</summary>
internal sealed class RawPostgres(PostgresDatabase database) : RawStore
{
    private const int Connections = 4;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS job (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state int NOT NULL, args text NOT NULL, result text);
        CREATE INDEX IF NOT EXISTS job_open ON job (state, id) WHERE state < 2;
        """;

    private const string Insert = "INSERT INTO job (state, args) SELECT 0, args FROM unnest($1::text[]) args";

    private const string Claim =
        "UPDATE job SET state = 1 WHERE id IN (SELECT id FROM job WHERE state = 0 ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id, args";

    private const string Complete =
        "UPDATE job SET state = 2, result = '12345' WHERE id IN (SELECT id FROM job WHERE state = 1 ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 1,
            MaxPoolSize = Connections,
        });

    public Task CreateAsync() => database.RunAsync(Schema);

    public override Task InsertAsync(int count) => OnEachConnectionAsync(async connection =>
    {
        for (int done = 0; done < count / Connections; done += Batch)
        {
            await RunAsync(connection, Insert, Enumerable.Repeat(Args, Batch).ToArray());
        }
    });

    public override Task ClaimAsync(int count) => UntilNothingIsLeftAsync(Claim);

    public override Task CompleteAsync(int count) => UntilNothingIsLeftAsync(Complete);

    public override async Task PassOneAsync()
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await RunAsync(connection, Insert, new[] { Args });
        await RunAsync(connection, Claim, 1);
        await RunAsync(connection, Complete, 1);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private Task UntilNothingIsLeftAsync(string sql) => OnEachConnectionAsync(async connection =>
    {
        while (await RunAsync(connection, sql, Batch) > 0)
        {
        }
    });

    private Task OnEachConnectionAsync(Func<NpgsqlConnection, Task> work) => Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await work(connection);
    }));

    /// <summary>Returns the number of rows.</summary>
    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, object parameter)
    {
        await using NpgsqlCommand command = new(sql, connection) { Parameters = { new NpgsqlParameter { Value = parameter } } };
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        int rows = 0;
        while (await row.ReadAsync())
        {
            rows++;
        }

        return rows;
    }
}
