using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>A connection for beats only, used without the thread pool: beats must succeed while every other connection is busy and every
/// thread of the pool is blocked.</summary>
internal sealed class PostgresHeart : IDisposable
{
    /// <summary>One for the next beat, and others whose beats were abandoned and may still be answered.</summary>
    private const int Connections = 4;

    /// <summary>A beat that takes longer is abandoned. The handler keeps its state until the next beat.</summary>
    private static readonly TimeSpan Limit = LeaseTimes.Beat;

    private readonly Lock _lock = new();
    private readonly NpgsqlDataSource _connections;
    private NpgsqlConnection? _connection;
    private bool _isDisposed;

    public PostgresHeart(PostgresStoreOptions options) => _connections = PostgresSession.Statements(options, Connections);

    public BeatAnswer Beat(BeatRequest beat)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                return AskInTime(_connection ??= Open(), beat);
            }
            catch (Exception e)
            {
                _connection = null;
                _connections.Clear();
                throw PostgresErrors.TranslateWriting(e);
            }
        }
    }

    /// <summary>Connects before the first beat: connecting may need threads of the pool, which may be blocked later.</summary>
    public void Connect()
    {
        if (Volatile.Read(ref _connection) is not null)
        {
            // A beat that hangs holds the lock.
            return;
        }

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
            throw PostgresErrors.TranslateOpening(e);
        }
    }

    /// <summary>A time-out of the command would ask the server to cancel it, and wait forever if the server hangs. So each beat has a
    /// thread of its own, which is abandoned together with its connection.</summary>
    private static BeatAnswer AskInTime(NpgsqlConnection connection, BeatRequest beat)
    {
        Task<BeatAnswer> asking = Task.Factory.StartNew(
            () => Ask(connection, beat), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        bool isAnswered = Task.WaitAny([asking], Limit) >= 0;
        if (!isAnswered || asking.IsFaulted)
        {
            // The answer to an abandoned beat is not needed: the next beat gets the same. On the beat's own thread, because the pool's may
            // all be blocked.
            _ = asking.ContinueWith(
                _ => connection.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return isAnswered ? asking.GetAwaiter().GetResult() : throw new TimeoutException("PostgreSQL did not answer a beat.");
    }

    private static BeatAnswer Ask(NpgsqlConnection connection, BeatRequest beat)
    {
        using NpgsqlCommand command = connection.Statement(
            PostgresSql.Beat, Of(beat.Handler.Value), Of(beat.Lease), Runs(beat.Runs), Attempts(beat.Runs),
            Of(beat.MemoryBytes), Of(beat.IsDraining));
        using NpgsqlDataReader row = command.ExecuteReader();
        bool isDead = true;
        List<RunKey> cancelled = [], lost = [];
        while (row.Read())
        {
            if (row.IsDBNull("id"))
            {
                isDead = !row.GetBoolean("is_alive");
                continue;
            }

            (row.GetBoolean("is_cancelled") ? cancelled : lost).Add(row.GetRun());
        }

        row.NextResult();
        return isDead ? new BeatAnswer(true, [], []) : new BeatAnswer(false, cancelled, lost);
    }
}
