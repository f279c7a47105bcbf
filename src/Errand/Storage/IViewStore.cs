using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Storage;

/// <summary>Reads for people, which may lag a little.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IViewStore
{
    /// <summary>Lines of a task's own log, oldest first; null when there is no such task or it has expired.</summary>
    Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken);
}
