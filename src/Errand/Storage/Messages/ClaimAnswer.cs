namespace Errand.Storage.Messages;

/// <summary>The work that a handler receives.</summary>
/// <param name="Fenced">The handler was declared dead, or its lease has expired: it must beat, or start again, before it asks
/// again.</param>
/// <param name="Claims">In claim order: priority, then id. The first ones fill the free slots. Fewer than requested means that the queue is
/// empty or paused.</param>
internal sealed record ClaimAnswer(bool Fenced, IReadOnlyList<TaskClaim> Claims);
