namespace Errand.Handler.Claiming;

/// <summary>The queues in which there may be work, served in turn.</summary>
/// <param name="served">The queues this handler serves; empty: all.</param>
internal sealed class QueueRotation(IReadOnlyCollection<string> served)
{
    private readonly HashSet<string>? _served = served.Count == 0 ? null : [.. served];
    private readonly Lock _lock = new();
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _waiting = [];

    /// <summary>Whether there may be work in any of them.</summary>
    public bool HasWork
    {
        get
        {
            lock (_lock)
            {
                return _order.Count > 0;
            }
        }
    }

    public bool Serves(string queue) => _served?.Contains(queue) != false;

    /// <summary>There may be work in this queue. False when it is not served here or is already known.</summary>
    public bool Add(string queue)
    {
        if (!Serves(queue))
        {
            return false;
        }

        lock (_lock)
        {
            if (!_waiting.Add(queue))
            {
                return false;
            }

            _order.Enqueue(queue);
            return true;
        }
    }

    /// <summary>The next queue to claim from, or null. It is taken out: work that arrives during the claim puts it back.</summary>
    public string? Take()
    {
        lock (_lock)
        {
            if (!_order.TryDequeue(out string? queue))
            {
                return null;
            }

            _waiting.Remove(queue);
            return queue;
        }
    }
}
