using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Storage;

/// <summary>Reads for people, which may lag a little.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IViewStore
{
    /// <summary>The next tasks by falling id, in one snapshot. Expired tasks are among them, so that the work stays within the
    /// limits.</summary>
    Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken);

    /// <summary>Those of these tasks that exist, by falling id; arguments and results only up to <paramref name="maxBytes"/> bytes
    /// each.</summary>
    Task<IReadOnlyList<TaskRecord>> FindManyAsync(IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken);

    /// <summary>A text for each of these tasks that exists. It changes with the task's status, reason, attempt, progress and log, and tells
    /// nothing else.</summary>
    Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Queues that tasks were ever submitted to and whose names begin with a prefix, by the alphabet.</summary>
    Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken);

    /// <summary>Lines of a task's own log, oldest first; null when there is no such task or it has expired.</summary>
    Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken);

    /// <summary>The attempts of a task, oldest first, and last the one that it waits for; null when there is no such task or it has
    /// expired. If there are more than <see cref="TaskLimits.MaxAttemptsShown"/>, the oldest are left out.</summary>
    Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken);
}
