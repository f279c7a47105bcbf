using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Upkeep;

/// <summary>Moves tasks that are due to where they can be claimed.</summary>
internal sealed class Promoter(IUpkeepStore store, TaskEvents events)
{
    private const int Limit = 1000;

    /// <summary>How many batches to move before the loop looks at everything else and comes back. Otherwise dead handlers would go
    /// unnoticed while tasks become due as fast as they are moved.</summary>
    private const int MaxBatches = 10;

    public async Task PromoteAsync(CancellationToken cancellationToken)
    {
        bool isMore = true;
        for (int batch = 0; isMore && batch < MaxBatches && !cancellationToken.IsCancellationRequested; batch++)
        {
            PromoteAnswer report = await store.PromoteAsync(Limit);
            isMore = report.More;
            foreach (string queue in report.Queues)
            {
                events.PublishQueueReady(queue);
                events.PublishTasksChanged(queue);
            }
        }
    }
}
