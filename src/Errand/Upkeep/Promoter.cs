namespace Errand.Upkeep;

/// <summary>Moves tasks whose instant has come to where they can be claimed.</summary>
internal sealed class Promoter(ITaskStore store, TaskEvents events)
{
    private const int Limit = 1000;

    /// <summary>So many batches are moved at a time. The loop comes back at once for more; but where tasks become due as fast as they are moved, dead
    /// handlers must be noticed all the same.</summary>
    private const int MaxBatches = 10;

    public async Task PromoteAsync(CancellationToken cancellationToken)
    {
        bool isMore = true;
        for (int batch = 0; isMore && batch < MaxBatches && !cancellationToken.IsCancellationRequested; batch++)
        {
            PromoteReport report = await store.PromoteAsync(Limit);
            isMore = report.More;
            foreach (string queue in report.Queues)
            {
                events.Publish(new TaskEvent(TaskEventKind.Ready, default, queue));
            }
        }
    }
}
