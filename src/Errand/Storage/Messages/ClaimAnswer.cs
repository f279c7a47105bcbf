namespace Errand.Storage.Messages;

/// <summary>The work a handler was given.</summary>
/// <param name="Fenced">The handler was declared dead, or its lease has run out: it must beat, or join again, before it asks again.</param>
/// <param name="Claims">In claim order: priority, then id. The first ones fill the free slots.</param>
/// <param name="IsMore">Whether the queue may hold more for this handler. Only this says so: there can be fewer claims than were asked for
/// although more wait.</param>
internal sealed record ClaimAnswer(bool Fenced, IReadOnlyList<TaskClaim> Claims, bool IsMore)
{
    /// <summary>Free slots take any task: one that stays free says that the queue is empty. A last try is never claimed ahead: without a
    /// free slot there may always be more.</summary>
    public static ClaimAnswer Of(ClaimRequest request, IReadOnlyList<TaskClaim> claims) =>
        new(false, claims, claims.Count >= request.Slots);
}
