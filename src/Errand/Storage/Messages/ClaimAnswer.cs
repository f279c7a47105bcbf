namespace Errand.Storage.Messages;

/// <summary>The work a handler was given.</summary>
/// <param name="Fenced">The handler was declared dead, or its lease has run out: it must beat, or start anew, before it asks again.</param>
/// <param name="Claims">In claim order: priority, then id. The first ones fill the free slots; fewer than asked for means that the queue is
/// empty or paused.</param>
internal sealed record ClaimAnswer(bool Fenced, IReadOnlyList<TaskClaim> Claims);
