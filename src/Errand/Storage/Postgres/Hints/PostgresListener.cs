using Errand.Storage.Postgres.Session;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Hints;

/// <summary>Receives the hints of other processes. After every connect, anything may have happened meanwhile.</summary>
internal sealed class PostgresListener : IAsyncDisposable
{
    private readonly PostgresChanges _changes;
    private readonly Action<PostgresHint?> _heard;
    private readonly Reconnecting _connection;

    /// <param name="options">Where to listen.</param>
    /// <param name="changes">Knows this process's own hints.</param>
    /// <param name="heard">Called with each hint; null means anything.</param>
    /// <param name="logger">Where outages are reported.</param>
    public PostgresListener(PostgresStoreOptions options, PostgresChanges changes, Action<PostgresHint?> heard, ILogger logger)
    {
        _changes = changes;
        _heard = heard;
        _connection = new Reconnecting(PostgresSession.Direct(options), "hearing from other processes", logger);
        _connection.Start(ListenAsync);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        connection.Notification += OnNotification;
        await using (NpgsqlCommand listen = connection.Statement(PostgresSql.Listen))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        // Listen first, then look: nothing that happens in between is missed.
        _heard(null);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        var hint = PostgresHint.Read(notification.Payload);
        if (hint is null || _changes.Heard(hint))
        {
            _heard(hint);
        }
    }
}
