using Errand.Membership;
using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

/// <summary>One janitor: deletes expired tasks, batch by batch while there are any, then rests.</summary>
internal sealed class JanitorLoop(
    ITaskStore store, LocalMembers locals, JanitorOptions options, TimeProvider time, ILogger logger)
    : IDisposable
{
    // Small batches keep each delete's lock short, and long rests leave the store to those who wait for an answer.
    private const int Limit = 250;
    private const int RestForEachBatch = 7;

    private readonly Member _member = new(store, locals, time, "janitor", 0, logger);
    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _member.JoinAsync(cancellationToken);
        _sweeping = SweepUntilStoppedAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sweeping;
        await _member.LeaveAsync();
    }

    public void Dispose()
    {
        // Cancelled, not disposed of: what was not stopped in order must not go on against a store that is gone.
        _stop.Cancel();
        _member.Dispose();
    }

    private async Task SweepUntilStoppedAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _member.WaitUntilAliveAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(e);
            }
            catch (Exception)
            {
                // The janitor stops, and the store may be away as well.
                return;
            }

            await Task.Delay(options.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        (int deleted, int neverFinished, int toldToStop) = (0, 0, 0);
        for (bool isMore = true; isMore && !stoppingToken.IsCancellationRequested;)
        {
            long start = time.GetTimestamp();
            ExpireReport report = await store.DeleteExpiredAsync(Limit);
            deleted += report.Deleted;
            neverFinished += report.NeverFinished;
            toldToStop += report.ToldToStop;
            isMore = report.More;
            if (isMore)
            {
                await Task.Delay(time.GetElapsedTime(start) * RestForEachBatch, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (deleted > 0 || toldToStop > 0)
        {
            logger.Swept(deleted, neverFinished, toldToStop);
        }
    }
}
