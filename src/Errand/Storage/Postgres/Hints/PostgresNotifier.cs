using Errand.Storage.Postgres.Session;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Hints;

/// <summary>Announces to other processes what this one committed, unless a <see cref="TellingWrite"/> did: the first change at once, then
/// the changes of each <see cref="PostgresChanges.Pause"/> together, or of a longer pause, see <see cref="HintBudget"/>.</summary>
/// <remarks>Never inside a transaction that writes: every transaction with a NOTIFY waits for every other one at its commit.</remarks>
internal sealed class PostgresNotifier : IAsyncDisposable
{
    /// <summary>A server that hangs must not hold up a stop.</summary>
    private static readonly TimeSpan AtTheStop = TimeSpan.FromSeconds(1);

    private readonly PostgresChanges _changes;
    private readonly bool _isListening;
    private readonly Reconnecting _connection;

    /// <param name="options">How to connect.</param>
    /// <param name="changes">What to send.</param>
    /// <param name="isListening">Whether this process receives the hints of others.</param>
    /// <param name="logger">Where outages are reported.</param>
    public PostgresNotifier(PostgresStoreOptions options, PostgresChanges changes, bool isListening, ILogger logger)
    {
        _changes = changes;
        _isListening = isListening;
        // The server may lose a hint in a crash, so its commit does not wait for the disk.
        _connection = new Reconnecting(PostgresSession.Direct(options, "-c synchronous_commit=off"), "telling other processes", logger);
        _connection.Start(TellAsync);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TellAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_changes.IsCountDue)
            {
                await CountAsync(connection);
            }

            await _changes.Untold.WaitAsync(null, TimeProvider.System, stoppingToken).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(_changes.UntilNext, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // At the stop too: a client may be waiting for the last change.
            await TellUntoldAsync(connection, stoppingToken.IsCancellationRequested ? AtTheStop : PostgresSession.ReadLimit);
        }

        await TellUntoldAsync(connection, AtTheStop);
    }

    private async Task CountAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.CountListeners);
        int listeners = (int)(await UnansweredException.ThrowAfterAsync(
            PostgresSession.ReadLimit, command.ExecuteScalarAsync(CancellationToken.None)))!;
        _changes.Counted(Math.Max(1, listeners), _isListening);
    }

    private async Task TellUntoldAsync(NpgsqlConnection connection, TimeSpan limit)
    {
        if (_changes.Take() is not { } hint)
        {
            return;
        }

        try
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.Notify, Of(PostgresHint.Channel), Of(hint.Write()));
            await UnansweredException.ThrowAfterAsync(limit, command.ExecuteNonQueryAsync(CancellationToken.None));
        }
        catch (Exception)
        {
            _changes.Lost();
            throw;
        }
        finally
        {
            _changes.Sent();
        }
    }
}
