namespace Errand.Upkeep;

/// <summary>Moves tasks whose instant has come to where they can be claimed.</summary>
internal sealed class Promoter(ITaskStore store, TaskEvents events)
{
    private const int Limit = 1000;

    public async Task PromoteAsync(CancellationToken cancellationToken)
    {
        PromoteReport report;
        do
        {
            report = await store.PromoteAsync(Limit);
            foreach (string queue in report.Queues)
            {
                events.Publish(new TaskEvent(TaskEventKind.Ready, default, queue));
            }
        }
        while (report.More && !cancellationToken.IsCancellationRequested);
    }
}
