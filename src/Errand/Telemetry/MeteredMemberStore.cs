using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>Measures beats.</summary>
internal sealed class MeteredMemberStore(IMemberStore store, StoreMetrics requests) : IMemberStore
{
    public Task JoinAsync(MemberEntry entry, TimeSpan lease) => store.JoinAsync(entry, lease);

    public BeatAnswer Beat(BeatRequest beat) => requests.Time("beat", () => store.Beat(beat));

    public Task LeaveAsync(MemberId id) => store.LeaveAsync(id);

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) =>
        store.ListMembersAsync(cancellationToken);

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => store.ListGoneAsync(cancellationToken);
}
