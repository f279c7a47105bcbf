namespace Errand.Dashboard.Pages.OneTask;

/// <summary>What became of a form that was posted.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="IsWrong">Whether nothing was changed.</param>
public sealed record Told(string Sentence, bool IsWrong)
{
    internal const string Cancelled = "cancelled";
    internal const string Cancelling = "cancelling";
    internal const string Ended = "ended";
    internal const string Retried = "retried";
    internal const string NotFinished = "not-finished";
    internal const string Succeeded = "succeeded";
    internal const string Kept = "kept";
    internal const string Released = "released";
    internal const string LongNote = "long-note";

    /// <summary>Null for a word that is not one of ours, and for what the task has gone beyond since.</summary>
    internal static Told? Of(string? word, TaskView task) => (word, task.Status) switch
    {
        (Cancelling, TaskState.Done) => null,
        (Retried, TaskState.Done) => new("The task has run again.", false),
        _ => SentenceOf(word),
    };

    private static Told? SentenceOf(string? word) => word switch
    {
        Cancelled => new("The task is cancelled.", false),
        Cancelling => new("The task was asked to stop. It ends as soon as its function does.", false),
        Ended => new("Nothing was changed: the task had ended before it could be cancelled.", true),
        Retried => new("The task runs again, with all of its tries.", false),
        NotFinished => new("Nothing was changed: the task is not done yet.", true),
        Succeeded => new("Nothing was changed: the task has succeeded.", true),
        Kept => new("The task is kept.", false),
        Released => new("The task is no longer kept: it expires at its own time.", false),
        LongNote => new("Nothing was changed: the note has more than 500 characters.", true),
        _ => null,
    };
}
