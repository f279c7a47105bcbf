using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Keeps track of the live handlers and janitors.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IMemberStore
{
    /// <summary>Lists a handler or janitor as alive for one lease.</summary>
    Task JoinAsync(MemberEntry entry, TimeSpan lease);

    /// <summary>Prolongs a handler's or janitor's lease and learns what it must stop.</summary>
    /// <remarks>Synchronous by design: it runs on a thread of its own and must succeed while the thread pool is starved.</remarks>
    BeatAnswer Beat(BeatRequest beat);

    /// <summary>Marks a handler or janitor that stops in an orderly way as gone.</summary>
    Task LeaveAsync(MemberId id);

    /// <summary>The live handlers and janitors, in the order in which they started, with what they run.</summary>
    Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken);

    /// <summary>The handlers and janitors that went within the last hour, the last one first.</summary>
    Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken);
}
