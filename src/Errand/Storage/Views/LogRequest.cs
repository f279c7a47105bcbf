namespace Errand.Storage.Views;

/// <summary>Which lines of a task's log are wanted.</summary>
/// <param name="Id">The task.</param>
/// <param name="After">Only lines after this place.</param>
/// <param name="LastAttempt">No lines of later attempts.</param>
/// <param name="Level">No lines of lower levels.</param>
/// <param name="Limit">At most so many.</param>
internal readonly record struct LogRequest(TaskId Id, LogPlace After, int LastAttempt, TaskLogLevel Level, int Limit)
{
    /// <summary>The whole log.</summary>
    public static LogRequest All(TaskId id) => new(id, default, int.MaxValue, TaskLogLevel.Trace, int.MaxValue);
}
