using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>The few connections over which a process sends all of its statements, and what happens if these fail: conflicts are retried,
/// connections to a lost server are closed, and a statement without an answer is abandoned.</summary>
internal sealed class PostgresSource(Func<NpgsqlDataSource> open, int readsAtATime, ILogger logger) : IAsyncDisposable
{
    private const int MaxTries = 5;

    private Shared _connections = new(open(), readsAtATime);

    /// <summary>Runs one statement that writes.</summary>
    /// <exception cref="RowRefusedException">A row caused an error; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> statement)
    {
        for (int tried = 1; ; tried++)
        {
            try
            {
                return await RunAsync(statement, isRead: false);
            }
            catch (PostgresException e) when (PostgresErrors.IsConflict(e) && tried < MaxTries)
            {
                logger.Conflict(e.SqlState);
                // Not cancelled, like the write.
                await Task.Delay(Random.Shared.Next(1, 20 * tried), CancellationToken.None);
            }
            catch (Exception e)
            {
                throw PostgresErrors.TranslateWriting(e);
            }
        }
    }

    /// <summary>Runs one statement that only reads.</summary>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOrReadAgainAsync(statement, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw PostgresErrors.TranslateReading(e);
        }
    }

    public async ValueTask DisposeAsync() => await _connections.Source.DisposeAsync();

    private async Task<T> ReadOrReadAgainAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(statement, isRead: true).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException && PostgresErrors.IsOfTheServer(e) && !cancellationToken.IsCancellationRequested)
        {
            // A connection from before an outage fails only now, and this failure closes the others of that time, so a new one may work.
            // Not after a timeout or a failed open, where a second try would only double the wait.
            return await RunAsync(statement, isRead: true).WaitAsync(cancellationToken);
        }
    }

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> statement, bool isRead)
    {
        Shared connections = _connections;
        TimeSpan limit = isRead ? PostgresSession.ReadLimit : PostgresSession.WriteLimit;
        try
        {
            return await (isRead ? connections.ReadAsync(statement) : connections.ExecuteAsync(statement)).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            Abandon(connections, limit);
            throw;
        }
        catch (Exception e) when (PostgresErrors.IsOfTheServer(e))
        {
            // The other connections are as dead as this one, and would make more statements fail.
            connections.Source.Clear();
            throw;
        }
    }

    /// <summary>A connection cannot be closed without asking the server to cancel its statement. So it is left alone, and ends when the
    /// network drops it or the server answers after all.</summary>
    private void Abandon(Shared connections, TimeSpan limit)
    {
        var next = new Shared(open(), readsAtATime);
        if (Interlocked.CompareExchange(ref _connections, next, connections) == connections)
        {
            logger.Abandoned(limit.TotalSeconds);
            connections.Source.Dispose();
        }
        else
        {
            next.Source.Dispose();
        }
    }

    /// <summary>Connections that are opened, and abandoned, together.</summary>
    [SuppressMessage("Reliability", "CA1001", Justification = "Nobody asks for the semaphore's wait handle, so it holds nothing to free.")]
    private sealed class Shared(NpgsqlDataSource source, int readsAtATime)
    {
        /// <summary>Leaves some connections to writes, however many reads there are. Replaced together with the connections, because a read
        /// that is never answered keeps its slot.</summary>
        private readonly SemaphoreSlim _reads = new(readsAtATime);

        public NpgsqlDataSource Source => source;

        public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> statement)
        {
            await _reads.WaitAsync();
            try
            {
                return await ExecuteAsync(statement);
            }
            finally
            {
                _reads.Release();
            }
        }

        public async Task<T> ExecuteAsync<T>(Func<NpgsqlConnection, Task<T>> statement)
        {
            await using NpgsqlConnection connection = await OpenAsync();
            return await statement(connection);
        }

        private async Task<NpgsqlConnection> OpenAsync()
        {
            try
            {
                return await source.OpenConnectionAsync();
            }
            catch (Exception e)
            {
                throw PostgresErrors.TranslateOpening(e);
            }
        }
    }
}
