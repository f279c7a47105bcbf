using Errand.Submitting;
using Microsoft.Extensions.Hosting;

namespace Errand.Hosting;

/// <summary>Opens the store before any role starts, and ties its hints to the process's events.</summary>
internal sealed class StoreOpening(ITaskStore store, TaskEvents events, TaskWaiters waiters, IHostApplicationLifetime lifetime)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        store.Changed += events.PublishStoreChanged;
        // Open waits answer at once, or the web server would wait for them to stop.
        lifetime.ApplicationStopping.Register(waiters.Stop);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        store.Changed -= events.PublishStoreChanged;
        return Task.CompletedTask;
    }
}
