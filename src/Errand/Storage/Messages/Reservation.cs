namespace Errand.Storage.Messages;

/// <summary>Slots that a handler of this process holds for tasks that are about to be stored. Tasks that the store gives to it need no
/// claim.</summary>
/// <remarks>The store gives it no more tasks than it has slots, and none while older or more urgent tasks wait in the same queue, even
/// expired ones. It is disposed of when the request is answered; unused slots are then free again.</remarks>
/// <param name="request">What a claim of the handler would ask for.</param>
internal abstract class Reservation(ClaimRequest request) : IDisposable
{
    public ClaimRequest Request => request;

    /// <summary>Called by the store once a crash of this process can no longer undo the claims, and before it answers. Returns at
    /// once.</summary>
    public abstract void Give(IReadOnlyList<TaskClaim> claims);

    public abstract void Dispose();
}
