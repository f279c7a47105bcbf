using System.Collections.Concurrent;
using Errand.Storage.Messages;

namespace Errand.Membership;

/// <summary>The handlers and janitors of this process. They are never reaped from within: if this process can ask, they are
/// alive.</summary>
internal sealed class LocalMembers
{
    /// <summary>When each sent the last beat that was answered, by the monotonic clock; 0 before the first.</summary>
    private readonly ConcurrentDictionary<MemberId, long> _ids = new();
    private long _beatFailedAt;

    public IReadOnlyCollection<MemberId> Ids => (IReadOnlyCollection<MemberId>)_ids.Keys;

    /// <summary>When that one sent its last answered beat that is longest without an answer; null when there is none.</summary>
    public long? OldestBeat => _ids.Values.Where(at => at > 0).Select(at => (long?)at).Min();

    public void Add(MemberId id) => _ids[id] = 0;

    /// <summary>It is listed, or a beat of it was answered.</summary>
    /// <param name="id">The member.</param>
    /// <param name="sentAt">When it was sent, by the monotonic clock.</param>
    public void Answered(MemberId id, long sentAt) => _ids.TryUpdate(id, sentAt, _ids.GetValueOrDefault(id));

    public void Remove(MemberId id) => _ids.TryRemove(id, out _);

    /// <summary>When a beat of one of them last failed, by the monotonic clock.</summary>
    public long BeatFailedAt => Volatile.Read(ref _beatFailedAt);

    public void BeatFailed(long at) => Volatile.Write(ref _beatFailedAt, at);
}
