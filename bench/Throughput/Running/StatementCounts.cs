using Npgsql;

namespace Throughput;

/// <summary>The statements that PostgreSQL ran since some moment, and how long they took.</summary>
internal sealed class StatementCounts
{
    private const string Query = """
        SELECT regexp_replace(left(regexp_replace(query, '^(\s*--[^\n]*\n)+', ''), 100), '\s+', ' ', 'g'), sum(calls)::bigint, sum(total_exec_time)
        FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'
        GROUP BY 1 ORDER BY 2 DESC
        """;

    private readonly PostgresDatabase _database;

    private StatementCounts(PostgresDatabase database) => _database = database;

    public static async Task<StatementCounts> StartAsync(PostgresDatabase database)
    {
        await database.RunAsync("SELECT pg_stat_statements_reset()");
        return new StatementCounts(database);
    }

    public async Task<IReadOnlyList<StatementCount>> ReadAsync()
    {
        await using NpgsqlConnection connection = await _database.ConnectAsync();
        await using NpgsqlCommand command = new(Query, connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        var read = new List<StatementCount>();
        while (await row.ReadAsync())
        {
            read.Add(new StatementCount(row.GetString(0), row.GetInt64(1), row.GetDouble(2)));
        }

        return read;
    }
}
