using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Janitor;

/// <summary>Deletes expired tasks for the janitors of this process, and says that tasks have changed.</summary>
internal sealed class Sweeper(IUpkeepStore store, TaskEvents events, TimeProvider time) : IDisposable
{
    // Small batches keep each delete's lock short.
    private const int Limit = 250;

    /// <summary>How many janitors delete at the same time. Submissions, claims and finishes need the store's connections, and SQLite's one
    /// writer, too.</summary>
    private const int AtATime = 2;

    private readonly SemaphoreSlim _turns = new(AtATime);

    /// <summary>Deletes one batch.</summary>
    /// <returns>What was done, and how long it took.</returns>
    public async Task<(DeleteExpiredAnswer Report, TimeSpan Took)> DeleteAsync(CancellationToken stoppingToken)
    {
        await _turns.WaitAsync(stoppingToken);
        try
        {
            long start = time.GetTimestamp();
            DeleteExpiredAnswer report = await store.DeleteExpiredAsync(Limit);
            if (report.Deleted > 0)
            {
                events.PublishTasksChanged(null);
            }

            return (report, time.GetElapsedTime(start));
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
