using Errand.TestDatabases;
using Npgsql;

namespace Errand.Tests.Storage;

/// <summary>Gives a database the time of a test: its own <c>now()</c> and <c>statement_timestamp()</c>, found before PostgreSQL's on the
/// search path, read it from a table.</summary>
internal sealed class PostgresClock : IAsyncDisposable
{
    private const string Schema = """
        CREATE SCHEMA test_clock;
        CREATE TABLE test_clock.instant (at timestamptz NOT NULL);
        INSERT INTO test_clock.instant VALUES ('-infinity');
        CREATE FUNCTION test_clock.now() RETURNS timestamptz STABLE LANGUAGE sql AS 'SELECT at FROM test_clock.instant';
        CREATE FUNCTION test_clock.statement_timestamp() RETURNS timestamptz STABLE LANGUAGE sql AS 'SELECT at FROM test_clock.instant';
        """;

    private readonly Lock _lock = new();
    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;
    private readonly NpgsqlConnection _connection;
    private DateTime _written;
    private bool _isStopped;

    private PostgresClock(PostgresDatabase database, TimeProvider time, NpgsqlConnection connection)
    {
        _database = database;
        _time = time;
        _connection = connection;
    }

    /// <summary>The database, for a store that is to follow this clock.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString)
    {
        SearchPath = "test_clock,pg_catalog",
    }.ConnectionString;

    public static async Task<PostgresClock> CreateAsync(PostgresDatabase database, TimeProvider time)
    {
        await database.RunAsync(Schema);
        return new PostgresClock(database, time, await database.ConnectAsync());
    }

    /// <summary>Writes the time down when it has changed. Waits for it, so that it serves a call from a thread that must not
    /// await.</summary>
    public void Set()
    {
        lock (_lock)
        {
            DateTime now = _time.GetUtcNow().UtcDateTime;
            // A store keeps milliseconds or less; a test compares what it reads with the clock.
            now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
            if (_isStopped || now == _written)
            {
                return;
            }

            using NpgsqlCommand command = new("UPDATE test_clock.instant SET at = $1", _connection)
            {
                Parameters = { new NpgsqlParameter { Value = now } },
            };
            command.ExecuteNonQuery();
            _written = now;
        }
    }

    /// <summary>From then on it stands still: a beat may still ask when the test is over, and must not meet the end of the
    /// connection.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isStopped = true;
        }

        return _connection.DisposeAsync();
    }
}
