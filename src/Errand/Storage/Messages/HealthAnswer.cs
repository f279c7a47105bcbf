namespace Errand.Storage.Messages;

/// <summary>How the store and the work in it are, for the readiness check.</summary>
/// <param name="OldestReady">How long the task that has been claimable longest has been so; null when none is. Paused queues are left
/// out.</param>
/// <param name="Slots">The slots of all live handlers.</param>
/// <param name="Running">How many of them are taken.</param>
/// <param name="SchemaIsCurrent">Whether the schema is the one that this program knows: another process may have brought it
/// further.</param>
/// <param name="AcceptsWrites">Whether a write would be taken now, as far as that can be told without one.</param>
/// <param name="OldestExpired">How long ago the oldest expired task expired that is not deleted yet; null when there is none. Runs that are
/// being cancelled are left out.</param>
internal sealed record HealthAnswer(
    TimeSpan? OldestReady, int Slots, int Running, bool SchemaIsCurrent, bool AcceptsWrites, TimeSpan? OldestExpired);
