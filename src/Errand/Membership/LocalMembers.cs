using System.Collections.Concurrent;

namespace Errand.Membership;

/// <summary>The handlers and janitors of this process. Whoever asks is alive, so they are never reaped from within.</summary>
internal sealed class LocalMembers
{
    private readonly ConcurrentDictionary<HandlerId, bool> _ids = new();

    public IReadOnlyCollection<HandlerId> Ids => (IReadOnlyCollection<HandlerId>)_ids.Keys;

    public void Add(HandlerId id) => _ids[id] = true;

    public void Remove(HandlerId id) => _ids.TryRemove(id, out _);
}
