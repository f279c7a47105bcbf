using Errand.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Janitor;

/// <summary>Deletes old entries of the audit log, a few at a time. Every process with a janitor does it; there is no leader.</summary>
internal sealed class AuditKeeper(
    IUpkeepStore store, IOptions<JanitorOptions> options, TimeProvider time, ILogger<AuditKeeper> logger)
    : BackgroundService
{
    /// <summary>How many are deleted in one commit.</summary>
    public const int Limit = 250;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Between two commits, so that others get to write.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, time, stoppingToken);
                await DeleteAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task DeleteAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            var keptFor = TimeSpan.FromDays(options.Value.AuditDays);
            while (await store.DeleteAuditAsync(keptFor, Limit) == Limit)
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (StoreException e)
        {
            logger.AuditNotDeleted(e);
        }
    }
}
