using Errand.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Access;

/// <summary>Writes down when keys were last used: once a minute, if any was.</summary>
internal sealed class KeyUseWriter(KeyRing ring, IKeyStore store, TimeProvider time, ILogger<KeyUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ring.Used.WaitAsync(null, time, stoppingToken);
                await Task.Delay(Period, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return; // What was used until now is written at the stop.
            }

            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        IReadOnlyDictionary<string, TimeSpan> uses = ring.TakeUses();
        if (uses.Count == 0)
        {
            return;
        }

        try
        {
            await store.TouchKeysAsync(uses);
        }
        catch (StoreException e)
        {
            logger.UsesNotWritten(e);
        }
    }
}
