using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Hints;

/// <summary>Work that uses one connection of its own, and a new one whenever that is lost.</summary>
internal sealed class Reconnecting(NpgsqlDataSource connections, string purpose, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Runs until disposed of.</summary>
    /// <param name="use">Uses a fresh connection until it fails or the token fires.</param>
    public void Start(Func<NpgsqlConnection, CancellationToken, Task> use) => _running = Task.Run(() => RunAsync(use, _stop.Token));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await connections.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>A connection is closed when its last statement has ended. Closing it earlier would read the answer in two places, which can
    /// wait for each other forever.</summary>
    private static async Task UseAsync(
        NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task> use, CancellationToken stoppingToken)
    {
        Task last = Task.CompletedTask;
        try
        {
            await use(connection, stoppingToken);
        }
        catch (UnansweredException e)
        {
            last = e.Statement;
            throw;
        }
        finally
        {
            if (last.IsCompleted)
            {
                await connection.DisposeAsync();
            }
            else
            {
                _ = last.ContinueWith(
                    _ => connection.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> use, CancellationToken stoppingToken)
    {
        TimeSpan limit = ShortestPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                NpgsqlConnection connection = await connections.OpenConnectionAsync(stoppingToken);
                if (limit > ShortestPause)
                {
                    logger.Reconnected(purpose);
                    limit = ShortestPause;
                }

                await UseAsync(connection, use, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (limit == ShortestPause)
                {
                    // Once per outage, not per try.
                    logger.ConnectionLost(e, purpose);
                }

                connections.Clear();
            }
            catch (Exception)
            {
                return;
            }

            limit = limit * 2 < LongestPause ? limit * 2 : LongestPause;
            // A random part of the pause: all processes lost the same server and must not return at once.
            await Task.Delay(limit * Random.Shared.NextDouble(), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
