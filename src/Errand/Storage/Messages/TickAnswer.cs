namespace Errand.Storage.Messages;

/// <summary>What there is to do, asked by one cheap read.</summary>
/// <param name="ReadyQueues">Queues, paused ones left out, in which something can be claimed.</param>
/// <param name="UntilDue">From now until the next task becomes due; null when none waits for an instant.</param>
/// <param name="UntilLeaseEnd">From now until the next handler counts as dead unless it beats; null when no other handler lives.</param>
internal sealed record TickAnswer(IReadOnlyList<string> ReadyQueues, TimeSpan? UntilDue, TimeSpan? UntilLeaseEnd);
