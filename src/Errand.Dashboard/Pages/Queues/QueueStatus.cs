namespace Errand.Dashboard.Pages.Queues;

/// <summary>Whether tasks of a queue start, for people.</summary>
/// <param name="Kind">Its colour and icon: <c>taking</c>, <c>paused</c>, <c>stuck</c> or <c>idle</c>.</param>
/// <param name="Words">In a word or two.</param>
public sealed record QueueStatus(string Kind, string Words)
{
    /// <summary>A queue without a handler in which nothing waits hurts no one.</summary>
    public static QueueStatus Of(QueueView queue) => queue.State switch
    {
        QueueState.Taking => new("taking", "taking"),
        QueueState.Paused => new("paused", "paused"),
        QueueState.NoHandler => new(queue.Ready > 0 ? "stuck" : "idle", "no handler"),
        _ => new("idle", queue.State),
    };

    /// <summary>What the words mean, where they do not tell it by themselves; else null.</summary>
    public string? Meaning => Kind switch
    {
        "taking" => "Handlers take its tasks as slots become free",
        "paused" => "No further task of it starts until somebody resumes it",
        _ => null,
    };

    public string Icon => Kind == "stuck" ? "warning" : Kind;

    /// <summary>Whether tasks wait that do not start.</summary>
    public static bool IsProblem(QueueView queue) => queue.Ready > 0 && queue.State != QueueState.Taking;
}
