using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads queues from the rows of a store's <c>ListQueues</c>: one row for each, with what is ready, and further rows with counts
/// of the rest.</summary>
internal sealed class QueueRows
{
    private readonly List<(long Id, QueueFacts Facts)> _queues = [];
    private readonly Dictionary<long, int> _later = [];
    private readonly Dictionary<long, int> _running = [];

    public void Add(IColumns row)
    {
        long id = row.GetInt64(0);
        if (!row.IsNull(6))
        {
            _later.Add(id, row.GetInt32(6));
        }
        else if (!row.IsNull(7))
        {
            _running.Add(id, row.GetInt32(7));
        }
        else
        {
            int ready = row.GetInt32(3);
            _queues.Add((id, new QueueFacts
            {
                Name = row.GetString(1),
                IsPaused = row.GetBoolean(2),
                Ready = Math.Min(ready, QueueFacts.MaxCount),
                OldestReadyAt = row.IsNull(4) ? null : row.GetInstant(4),
                Head = row.IsNull(5) ? null : new TaskId(row.GetInt64(5)),
                Later = 0,
                Running = 0,
                IsExact = ready <= QueueFacts.MaxCount,
            }));
        }
    }

    public IReadOnlyList<QueueFacts> ToFacts()
    {
        bool isComplete = _later.Values.Sum() <= QueueFacts.MaxLater;
        return
        [
            .. _queues.Select(queue => queue.Facts with
            {
                Later = Math.Min(_later.GetValueOrDefault(queue.Id), QueueFacts.MaxCount),
                Running = _running.GetValueOrDefault(queue.Id),
                IsExact = queue.Facts.IsExact && isComplete && _later.GetValueOrDefault(queue.Id) <= QueueFacts.MaxCount,
            }).OrderBy(queue => queue.Name, StringComparer.Ordinal),
        ];
    }
}
