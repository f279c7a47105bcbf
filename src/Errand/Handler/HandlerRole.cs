using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Handler;

/// <summary>The handlers of this process.</summary>
internal sealed class HandlerRole(
    HandlerParts parts, IOptions<HandlerOptions> options, IHostApplicationLifetime lifetime, ILogger<HandlerLoop> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly List<HandlerLoop> _loops = [];
    private CancellationTokenRegistration _stopping;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RaiseThreadPoolMinimum();
        for (int i = 0; i < options.Value.Count; i++)
        {
            var loop = new HandlerLoop(parts, options.Value, logger);
            _loops.Add(loop);
            await loop.StartAsync(cancellationToken);
        }

        // At the signal itself: it may take a while until other services have stopped and it is our turn.
        _stopping = lifetime.ApplicationStopping.Register(() => _loops.ForEach(loop => loop.StopClaiming()));
    }

    /// <summary>Nothing is claimed before the whole program has started: a start that fails, for example because the port is taken, must
    /// not touch a task.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _loops.ForEach(loop => loop.StartClaiming());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_loops.Select(loop => loop.StopAsync(cancellationToken)));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _loops.ForEach(loop => loop.Dispose());
    }

    /// <summary>Functions that block hold a pool thread each, and the pool would add only one or two a second. It is the pool of the whole
    /// program, which docs/configuration.md says.</summary>
    private void RaiseThreadPoolMinimum()
    {
        ThreadPool.GetMinThreads(out int workers, out int ports);
        int wanted = (options.Value.Count * options.Value.Concurrency) + Environment.ProcessorCount;
        ThreadPool.SetMinThreads(Math.Max(workers, Math.Min(wanted, 1000)), ports);
    }
}
