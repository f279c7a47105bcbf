using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Queues;

/// <summary>What became of a queue that was paused or resumed.</summary>
internal static class QueueTold
{
    internal const string Paused = "paused";
    internal const string Resumed = "resumed";

    /// <summary>Null for a word that is not one of ours, and when the queue is no longer so.</summary>
    /// <param name="word">The word.</param>
    /// <param name="queue">The queue as it is now.</param>
    public static string? Of(string? word, QueueView queue) => word switch
    {
        Paused when queue.State == QueueState.Paused =>
            $"Queue {queue.Name} is paused. {WaitingWords(queue)}, and what runs continues.",
        Resumed when queue.State != QueueState.Paused => $"Queue {queue.Name} goes on. {WaitingWords(queue)}.",
        _ => null,
    };

    private static string WaitingWords(QueueView queue) => (queue.Ready + queue.Later, queue.Exact) switch
    {
        (0, true) => "No task waits in it",
        (1, true) => "1 task waits in it",
        (var waiting, true) => $"{Amounts.Count(waiting)} tasks wait in it",
        (var waiting, false) => $"More than {Amounts.Count(waiting)} tasks wait in it",
    };
}
