using Npgsql;
using static Errand.Storage.Postgres.PostgresParameter;

namespace Errand.Storage.Postgres;

/// <summary>A connection for beats alone, used without the thread pool: beats must get through while every other connection is busy and
/// every thread of the pool is blocked.</summary>
internal sealed class PostgresHeart : IDisposable
{
    /// <summary>Seconds. A beat that takes longer is given up; the handler then counts as it did before, and the next beat tells.</summary>
    private const int Limit = 10;

    private readonly Lock _lock = new();
    private readonly NpgsqlDataSource _connections;
    private NpgsqlConnection? _connection;
    private bool _isDisposed;

    public PostgresHeart(PostgresStoreOptions options) => _connections = PostgresSession.Statements(options, 1);

    public BeatAnswer Beat(Beat beat)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                return Ask(_connection ??= Open(), beat);
            }
            catch (Exception e)
            {
                _connection?.Dispose();
                _connection = null;
                _connections.Clear();
                throw PostgresFault.TranslateWriting(e);
            }
        }
    }

    /// <summary>Connects ahead of the first beat: connecting may need threads of the pool, which may be blocked by then.</summary>
    public void Connect()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _connection ??= Open();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _connection?.Dispose();
            _connections.Dispose();
        }
    }

    private NpgsqlConnection Open()
    {
        try
        {
            return _connections.OpenConnection();
        }
        catch (Exception e)
        {
            throw PostgresFault.TranslateOpening(e);
        }
    }

    private static BeatAnswer Ask(NpgsqlConnection connection, Beat beat)
    {
        using var command = connection.Statement(PostgresSql.Beat, Of(beat.Handler.Value), Of(beat.Lease), Runs(beat.Runs), Attempts(beat.Runs));
        command.CommandTimeout = Limit;
        using var row = command.ExecuteReader();
        var isFenced = true;
        List<RunKey> cancelled = [], lost = [];
        while (row.Read())
        {
            if (row.IsDBNull(0))
            {
                isFenced = !row.GetBoolean(2);
                continue;
            }

            var run = new RunKey(new TaskId(row.GetInt64(0)), row.GetInt32(1));
            (row.GetBoolean(2) ? cancelled : lost).Add(run);
        }

        row.NextResult();
        return isFenced ? new BeatAnswer(true, [], []) : new BeatAnswer(false, cancelled, lost);
    }
}
