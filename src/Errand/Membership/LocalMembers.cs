using System.Collections.Concurrent;
using Errand.Storage.Messages;

namespace Errand.Membership;

/// <summary>The handlers and janitors of this process. They are never reaped from within: if this process can ask, they are
/// alive.</summary>
internal sealed class LocalMembers
{
    private readonly ConcurrentDictionary<MemberId, bool> _ids = new();
    private long _beatFailedAt;

    public IReadOnlyCollection<MemberId> Ids => (IReadOnlyCollection<MemberId>)_ids.Keys;

    public void Add(MemberId id) => _ids[id] = true;

    public void Remove(MemberId id) => _ids.TryRemove(id, out _);

    /// <summary>When a beat of one of them last failed, by the monotonic clock.</summary>
    public long BeatFailedAt => Volatile.Read(ref _beatFailedAt);

    public void BeatFailed(long at) => Volatile.Write(ref _beatFailedAt, at);
}
