namespace Errand.Storage.Messages;

/// <summary>The health of the store and of the work in it, for the readiness check.</summary>
/// <param name="OldestReady">For how long the oldest claimable task has been claimable; null if there is none. Paused queues do not
/// count.</param>
/// <param name="Slots">The slots of all live handlers.</param>
/// <param name="Running">How many of them are taken.</param>
/// <param name="SchemaIsCurrent">Whether the schema is the one that this program knows: another process may have migrated it
/// further.</param>
/// <param name="AcceptsWrites">Whether the store would accept a write now, as far as that can be known without one.</param>
/// <param name="OldestExpired">How long ago the oldest expired task expired that is not deleted yet; null if there is none. Runs that are
/// being cancelled do not count.</param>
internal sealed record HealthAnswer(
    TimeSpan? OldestReady, int Slots, int Running, bool SchemaIsCurrent, bool AcceptsWrites, TimeSpan? OldestExpired);
