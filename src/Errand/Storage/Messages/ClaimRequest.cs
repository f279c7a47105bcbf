namespace Errand.Storage.Messages;

/// <summary>A handler's wish for work from one queue.</summary>
/// <param name="Handler">Who asks; a handler that was declared dead gets nothing.</param>
/// <param name="ClaimId">Chosen at random once per request: finds the tasks again when the answer is lost.</param>
/// <param name="Queue">The queue's name.</param>
/// <param name="Slots">How many it can start at once.</param>
/// <param name="Ahead">How many more it would hold until slots are free. A task on its last try is never among them, and takes up its
/// place.</param>
/// <param name="IsRepeated">The answer to this very claim was lost: what it took comes first.</param>
internal sealed record ClaimRequest(MemberId Handler, Guid ClaimId, string Queue, int Slots, int Ahead = 0, bool IsRepeated = false)
{
    /// <summary>What is held ahead of free slots may take so much memory, in bytes of arguments.</summary>
    public const long MaxBytesAhead = 4 << 20;
}
