using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Knows the live handlers and janitors.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IMemberStore
{
    /// <summary>Lists a handler or janitor as alive for one lease.</summary>
    Task JoinAsync(MemberEntry entry, TimeSpan lease);

    /// <summary>Prolongs a handler's or janitor's lease and learns what it must stop.</summary>
    /// <remarks>Synchronous by design: it is called from a thread of its own and must get through while the thread pool is
    /// starved.</remarks>
    BeatAnswer Beat(BeatRequest beat);

    /// <summary>Marks a handler or janitor that stops in order as gone.</summary>
    Task LeaveAsync(MemberId id);

    /// <summary>The live handlers and janitors, in the order in which they started, with what they run.</summary>
    Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken);
}
