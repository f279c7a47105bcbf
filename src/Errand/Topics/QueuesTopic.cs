using System.Text.Json;
using Errand.Insight;

namespace Errand.Topics;

/// <summary>The list of queues.</summary>
internal sealed class QueuesTopic(TaskQueues queues) : ListTopic(HintTopics.Queues, "queues", new QueuesHint())
{
    private protected override async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var list = new ItemList<QueueView>(await queues.ListAsync(cancellationToken));
        return JsonSerializer.SerializeToUtf8Bytes(list, ErrandJson.Default.ItemListQueueView);
    }
}
