using Errand.Membership;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

/// <summary>One janitor: deletes expired tasks, batch by batch while there are any, then rests.</summary>
/// <param name="sweeper">Deletes a batch.</param>
/// <param name="member">Its place in the list of members.</param>
/// <param name="options">How long it rests between two sweeps.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it reports what it deleted.</param>
internal sealed class JanitorLoop(Sweeper sweeper, Member member, JanitorOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>The rest at the start and after a sweep of much: where tasks expire all the time, frequent small sweeps disturb others less
    /// than a long one. After each sweep of little the rest doubles, up to <see cref="JanitorOptions.Interval"/>.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);

    private readonly SweepCount _swept = new(options.Interval, logger);
    private readonly long _start = time.GetTimestamp();
    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await member.JoinAsync(cancellationToken);
        _sweeping = SweepUntilStoppedAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sweeping;
        _swept.Report();
        await member.LeaveAsync();
    }

    public void Dispose()
    {
        // Cancelled, not disposed of: what was not stopped in order must not go on against a store that is gone.
        _stop.Cancel();
        member.Dispose();
    }

    private async Task SweepUntilStoppedAsync(CancellationToken stoppingToken)
    {
        TimeSpan rest = ShortestRest;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SweepAsync(stoppingToken))
                {
                    rest = ShortestRest;
                }
                else
                {
                    _swept.Report();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                rest = options.Interval;
                logger.SweepFailed(e);
            }
            catch (Exception)
            {
                // The janitor stops, and the store may be away as well.
                return;
            }

            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            rest = rest * 2 < options.Interval ? rest * 2 : options.Interval;
        }
    }

    /// <returns>Whether there was more than one batch.</returns>
    private async Task<bool> SweepAsync(CancellationToken stoppingToken)
    {
        var pace = new SweepPace();
        bool wasMuch = false;
        for (bool isMore = true; isMore && !stoppingToken.IsCancellationRequested;)
        {
            // Before each batch, since a sweep that never catches up never ends.
            await member.WaitUntilAliveAsync(stoppingToken);
            (DeleteExpiredAnswer report, TimeSpan took) = await sweeper.DeleteAsync(stoppingToken);
            TimeSpan at = time.GetElapsedTime(_start);
            _swept.Add(report, at);
            isMore = report.More;
            wasMuch |= isMore;
            if (isMore && pace.After(at, took, report.Lag) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return wasMuch;
    }
}
