using Errand.Signals;
using Errand.Storage;
using Errand.Submitting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Hosting;

/// <summary>Opens the store before any role starts, and ties its hints to the process's events.</summary>
/// <remarks>A store that is merely away is waited for: after a power cut the server may be up before its database. One that must not be
/// used is not.</remarks>
internal sealed class StoreOpening(
    ITaskStore store, TaskEvents events, TaskWaiters waiters, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<StoreOpening> logger)
    : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LogPeriod = TimeSpan.FromSeconds(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        store.Changed += events.PublishStoreChanged;
        // Open waits answer at once, or the web server would wait for them to stop.
        lifetime.ApplicationStopping.Register(waiters.Stop);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        store.Changed -= events.PublishStoreChanged;
        return Task.CompletedTask;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        TimeSpan nextLine = TimeSpan.Zero;
        while (true)
        {
            try
            {
                await store.OpenAsync(cancellationToken);
                return;
            }
            catch (StoreUnavailableException e) when (time.GetElapsedTime(start) is var waited && waited < Patience)
            {
                if (waited >= nextLine)
                {
                    logger.StoreAway(e.Message, (int)(Patience - waited).TotalSeconds);
                    nextLine = waited + LogPeriod;
                }
            }

            // Not all at the same instant: many processes wait for one database.
            await Task.Delay(TimeSpan.FromSeconds(0.25 + (Random.Shared.NextDouble() / 2)), time, cancellationToken);
        }
    }
}
