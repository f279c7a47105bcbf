using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.PostgresParameter;

namespace Errand.Storage.Postgres;

/// <summary>Tells other processes what this one committed: the first change at once, then together what came in 10 ms.</summary>
/// <remarks>Never inside a transaction that writes: every transaction with a NOTIFY waits for every other one at its commit.</remarks>
internal sealed class PostgresNotifier : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly PostgresChanges _changes;
    private readonly Reconnecting _connection;

    public PostgresNotifier(PostgresStoreOptions options, PostgresChanges changes, ILogger logger)
    {
        _changes = changes;
        // A hint may be lost with the server: no commit of it needs to wait for the disk.
        _connection = new Reconnecting(PostgresSession.Direct(options, "-c synchronous_commit=off"), "telling other processes", logger);
        _connection.Start(TellAsync);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TellAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        while (true)
        {
            await _changes.Untold.WaitAsync(null, TimeProvider.System, stoppingToken);
            if (_changes.Take() is not { } hint)
            {
                continue;
            }

            try
            {
                await NotifyAsync(connection, hint).WaitAsync(PostgresSession.ReadLimit, stoppingToken);
            }
            catch (Exception)
            {
                _changes.Lost();
                throw;
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    private static async Task NotifyAsync(NpgsqlConnection connection, PostgresHint hint)
    {
        await using var command = connection.Statement(PostgresSql.Notify, Of(PostgresHint.Channel), Of(hint.Write()));
        await command.ExecuteNonQueryAsync();
    }
}
