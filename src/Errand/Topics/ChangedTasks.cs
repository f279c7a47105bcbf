namespace Errand.Topics;

/// <summary>The tasks that have changed since somebody took them. Bounded, and quick when it is full.</summary>
internal sealed class ChangedTasks
{
    /// <summary>So many ids are kept.</summary>
    public const int MaxIds = 200;

    private readonly Lock _lock = new();
    private HashSet<long> _ids = [];
    private SortedSet<string> _queues = new(StringComparer.Ordinal);
    private volatile bool _isFull;
    private bool _isMore;

    /// <returns>True for the first change since they were taken.</returns>
    public bool Add(TaskId id)
    {
        if (_isFull)
        {
            return false;
        }

        lock (_lock)
        {
            bool isFirst = IsEmpty;
            if (_ids.Count < MaxIds || _ids.Contains(id.Value))
            {
                _ids.Add(id.Value);
            }
            else
            {
                _isMore = _isFull = true;
            }

            return isFirst;
        }
    }

    /// <summary>Tasks of these queues have changed; it is not known which, and there may be others.</summary>
    /// <returns>True for the first change since they were taken.</returns>
    public bool AddUnknown(IEnumerable<string> queues)
    {
        lock (_lock)
        {
            bool isFirst = IsEmpty;
            _isMore = true;
            _queues.UnionWith(queues);
            return isFirst;
        }
    }

    /// <summary>All of them, which are forgotten; the newest first.</summary>
    public (IReadOnlyList<TaskId> Ids, bool IsMore, IReadOnlyCollection<string> Queues) Take()
    {
        lock (_lock)
        {
            (IReadOnlyList<TaskId> Ids, bool, IReadOnlyCollection<string>) taken =
                ([.. _ids.OrderDescending().Select(id => new TaskId(id))], _isMore, _queues);
            _ids = [];
            _queues = new(StringComparer.Ordinal);
            _isMore = _isFull = false;
            return taken;
        }
    }

    private bool IsEmpty => _ids.Count == 0 && !_isMore;
}
