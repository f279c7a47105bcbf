using Errand.Storage;
using Errand.Storage.Stats;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Tally;

/// <summary>Writes down what was counted, every few seconds while there is anything, and once more when the server stops.</summary>
/// <remarks>While the store is away the counts are kept, and counting goes on: that needs no more memory, because there are never more keys
/// than <see cref="TaskTally.MaxKeys"/>.</remarks>
internal sealed class StatWriter(TaskTally tally, IStatStore store, TimeProvider time, ILogger<StatWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for the store.</summary>
    private static readonly TimeSpan LastTry = TimeSpan.FromSeconds(3);

    /// <summary>May be stored already: only its answer is missing. So it is sent again as it is.</summary>
    private StatBatch? _unanswered;
    private bool _isAway;

    /// <summary>The roles have stopped before, so what they counted is complete.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is null or { IsCompleted: true })
        {
            await WriteLastAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await tally.Began.WaitAsync(null, time, stoppingToken);
                do
                {
                    await Task.Delay(Period, time, stoppingToken);
                }
                // Not longer than until the stop, even if the store hangs.
                while (!await TryWriteAsync().WaitAsync(stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task WriteLastAsync()
    {
        try
        {
            if (!await TryWriteAsync().WaitAsync(LastTry, time))
            {
                logger.StatsLost();
            }
        }
        catch (TimeoutException)
        {
            logger.StatsLost();
        }
    }

    private async Task<bool> TryWriteAsync() =>
        (_unanswered is null || await TrySendAsync(_unanswered))
        && (tally.Take() is not { Count: > 0 } rows || await TrySendAsync(_unanswered = new StatBatch(Guid.NewGuid(), rows)));

    private async Task<bool> TrySendAsync(StatBatch batch)
    {
        try
        {
            await store.AddStatsAsync(batch);
            (_unanswered, _isAway) = (null, false);
            return true;
        }
        catch (Exception e)
        {
            if (!_isAway)
            {
                logger.StatsNotWritten(e);
                _isAway = true;
            }

            return false;
        }
    }
}
