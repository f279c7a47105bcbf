namespace Errand.Storage.Messages;

/// <summary>What there is to do, found by one cheap read.</summary>
/// <param name="ReadyQueues">Queues with something to claim, without paused ones.</param>
/// <param name="UntilDue">Time until the next task becomes due; null if none waits for an instant.</param>
/// <param name="UntilLeaseEnd">Time until the next handler counts as dead unless it beats; null if there is no other live handler.</param>
internal sealed record TickAnswer(IReadOnlyList<string> ReadyQueues, TimeSpan? UntilDue, TimeSpan? UntilLeaseEnd);
