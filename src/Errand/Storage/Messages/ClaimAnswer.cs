namespace Errand.Storage.Messages;

/// <summary>The work a handler was given.</summary>
/// <param name="MustBeat">Nothing, because the handler was declared dead, or its lease has run out: it must beat before it asks
/// again.</param>
/// <param name="Claims">In claim order: priority, then id. The first ones fill the free slots.</param>
/// <param name="IsMore">Whether more tasks may wait in the queue. There can be fewer claims than were asked for although more wait.</param>
internal sealed record ClaimAnswer(bool MustBeat, IReadOnlyList<TaskClaim> Claims, bool IsMore)
{
    /// <summary>If a slot stayed free, the queue is empty, because a free slot takes any task. If every slot was filled, or none was asked
    /// for, more may wait: a task on its last try is never claimed ahead.</summary>
    public static ClaimAnswer Of(ClaimRequest request, IReadOnlyList<TaskClaim> claims) =>
        new(false, claims, claims.Count >= request.Slots);
}
