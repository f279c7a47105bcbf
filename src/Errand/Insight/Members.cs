using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Insight;

/// <summary>Lists the handlers and janitors of all processes.</summary>
internal sealed class Members(IMemberStore store)
{
    public const string Handler = "handler";

    public const string Janitor = "janitor";

    /// <summary>A handler may run thousands of tasks: only the first are listed, and <c>runningCount</c> says how many there are.</summary>
    private const int MaxRunning = 1000;

    /// <summary>The live ones in the order in which they started, then those that are gone, the last one first.</summary>
    public async Task<IReadOnlyList<MemberView>> ListAsync(string role, bool withGone, CancellationToken cancellationToken)
    {
        // The live ones first: one that goes in between is in both lists, not in neither.
        IReadOnlyList<LiveMember> live = await store.ListMembersAsync(cancellationToken);
        IReadOnlyList<GoneMember> gone = withGone ? await store.ListGoneAsync(cancellationToken) : [];
        MemberView[] views = [.. live.Where(member => member.Entry.Role == role).Select(ViewOf)];
        HashSet<string> listed = [.. views.Select(view => view.Id)];
        return [.. views, .. gone.Where(member => member.Entry.Role == role).Select(ViewOf).Where(view => !listed.Contains(view.Id))];
    }

    /// <summary>The live handlers and janitors, in the order in which they started.</summary>
    public async Task<IReadOnlyList<MemberView>> ListLiveAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListMembersAsync(cancellationToken)).Select(ViewOf)];

    private static MemberView ViewOf(LiveMember member) => ViewOf(member.Entry) with
    {
        RunningCount = member.Running.Count,
        Running = [.. member.Running.Take(MaxRunning).Select(id => id.Value)],
        LastBeatAt = member.LastBeatAt,
    };

    private static MemberView ViewOf(GoneMember member) => ViewOf(member.Entry) with
    {
        LastBeatAt = member.GoneAt,
        GoneAt = member.GoneAt,
        Lost = member.Lost,
    };

    private static MemberView ViewOf(MemberEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        Role = entry.Role,
        Host = entry.Host,
        Pid = entry.Pid,
        Version = entry.Version,
        Slots = entry.Slots,
        Queues = entry.Offer?.Queues,
        Types = entry.Offer?.Types,
        Running = [],
        StartedAt = entry.StartedAt,
        MemoryBytes = entry.MemoryBytes,
    };
}
