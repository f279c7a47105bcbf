namespace Errand.Storage.Views;

/// <summary>The next tasks of a scan.</summary>
/// <param name="Tasks">By falling id; at least one if there is one.</param>
/// <param name="IsAtEnd">Whether there are no more tasks. If not, there may be some, even when fewer were found than asked for.</param>
internal sealed record ScanAnswer(IReadOnlyList<TaskFacts> Tasks, bool IsAtEnd)
{
    /// <param name="request">What was asked for.</param>
    /// <param name="tasks">What was found.</param>
    /// <param name="bytes">How large their arguments and errors are together.</param>
    public static ScanAnswer Of(ScanRequest request, IReadOnlyList<TaskFacts> tasks, long bytes) =>
        new(tasks, tasks.Count < request.Limit && bytes < ScanRequest.MaxBytes);
}
