namespace Errand.Dashboard.Pages.Queues;

/// <summary>A queue in the list of them.</summary>
/// <param name="Queue">What is in it.</param>
/// <param name="Finished">How many of its tasks ended, of late: one number for each 10 seconds.</param>
public sealed record QueueRow(QueueView Queue, IReadOnlyList<long?> Finished);
