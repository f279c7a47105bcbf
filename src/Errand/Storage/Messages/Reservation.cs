namespace Errand.Storage.Messages;

/// <summary>Slots that a handler of this process holds for tasks that are about to be stored. Tasks that the store gives to it need no
/// claim.</summary>
/// <remarks>The store gives no more tasks than were reserved for, and none while older or more urgent tasks wait in the same queue,
/// also when these have expired and are not yet deleted. Disposed of when the request was
/// answered: unused slots are free again.</remarks>
/// <param name="request">What a claim of the handler would ask for.</param>
internal abstract class Reservation(ClaimRequest request) : IDisposable
{
    public ClaimRequest Request => request;

    /// <summary>Called by the store as soon as no end of this process can undo what it gives, and at the latest before it answers. Returns
    /// at once.</summary>
    public abstract void Give(IReadOnlyList<TaskClaim> claims);

    public abstract void Dispose();
}
