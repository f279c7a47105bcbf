namespace Errand;

/// <summary>Room that a handler of this process keeps for tasks of a batch that is about to be stored: what the store gives it there needs
/// no claim.</summary>
/// <remarks>An offer: the store gives no more than there is room for, and nothing where older or more urgent tasks wait in the same queue,
/// also when these have expired and are not yet deleted. Disposed of when the batch was answered: what was not used is free
/// again.</remarks>
/// <param name="room">What a claim of the handler would ask for.</param>
internal abstract class HandOver(ClaimRequest room) : IDisposable
{
    public ClaimRequest Room => room;

    /// <summary>Called by the store as soon as no end of this process can undo what it gives, and at the latest before it answers. Returns
    /// at once.</summary>
    public abstract void Give(IReadOnlyList<TaskClaim> claims);

    public abstract void Dispose();
}
