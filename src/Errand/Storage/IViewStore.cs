using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Reads for people, which may lag a little.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IViewStore
{
    /// <summary>The lines of a task's own log, oldest first.</summary>
    Task<IReadOnlyList<TaskLogLine>> FindLogAsync(TaskId id, CancellationToken cancellationToken);
}
