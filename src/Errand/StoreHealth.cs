namespace Errand;

/// <summary>How the store and the work in it are, for the readiness check.</summary>
/// <param name="OldestReady">How long the task that has been claimable longest has been so; null when none is. Paused queues are left
/// out.</param>
/// <param name="Slots">The slots of all live handlers.</param>
/// <param name="Running">How many of them are taken.</param>
internal sealed record StoreHealth(TimeSpan? OldestReady, int Slots, int Running);
