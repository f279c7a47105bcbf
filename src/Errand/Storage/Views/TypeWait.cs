namespace Errand.Storage.Views;

/// <summary>Tasks of one type that wait in a queue, among those that were looked at: ready ones, and others that are due or had an
/// attempt.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="IsPaused">Whether it is paused.</param>
/// <param name="Type">The task type.</param>
/// <param name="OldestCreatedAt">When the oldest of them was submitted.</param>
/// <param name="OldestReadyAt">Since when one of them could run; null if none can yet.</param>
internal sealed record TypeWait(string Queue, bool IsPaused, string Type, DateTimeOffset OldestCreatedAt, DateTimeOffset? OldestReadyAt);
