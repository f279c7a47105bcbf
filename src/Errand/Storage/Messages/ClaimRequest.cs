namespace Errand.Storage.Messages;

/// <summary>A handler's request for work from one queue.</summary>
/// <param name="Handler">Who asks; a handler that was declared dead gets nothing.</param>
/// <param name="ClaimId">Chosen at random once per request: finds the tasks again if the answer is lost.</param>
/// <param name="Queue">The queue's name.</param>
/// <param name="Slots">How many it can start at once.</param>
/// <param name="Ahead">How many more it would hold until slots are free. A task on its last try is never among them, but counts.</param>
/// <param name="IsRepeated">The answer to this claim was lost: return what it took first.</param>
internal sealed record ClaimRequest(MemberId Handler, Guid ClaimId, string Queue, int Slots, int Ahead = 0, bool IsRepeated = false)
{
    /// <summary>A claim takes nothing ahead beyond the task with which its arguments exceed so many bytes, those for free slots
    /// included.</summary>
    public const long MaxBytesAhead = 4 << 20;
}
