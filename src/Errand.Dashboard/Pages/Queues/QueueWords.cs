using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Queues;

/// <summary>What is in a queue, for people.</summary>
internal static class QueueWords
{
    private const int MostCounted = 10_000;

    /// <summary>How many tasks can start.</summary>
    public static string Ready(QueueView queue) => Counted(queue.Ready);

    /// <summary>How many tasks wait for an instant.</summary>
    public static string Later(QueueView queue) => Counted(queue.Later);

    /// <summary>How long the oldest task could have started.</summary>
    public static TaskTimes Oldest(QueueView queue) => new(null, queue.OldestReadyAt, null);

    /// <summary>Counts end at 10,000, and mean that or more then.</summary>
    private static string Counted(int count) => count >= MostCounted ? $"{Amounts.Count(count)}+" : Amounts.Count(count);
}
