using Errand.Storage.Access;
using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Reads that see everything committed before.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IReadStore
{
    /// <summary>The task, or null when there is none or it has expired. Its result only if it has at most <paramref name="maxResultBytes"/>
    /// bytes.</summary>
    Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken);

    /// <summary>The result of a succeeded task, read piece by piece; null when there is none. The caller disposes of it.</summary>
    Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Which of these tasks are done, or gone.</summary>
    Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Whose these tasks are; those that do not exist or have expired are left out.</summary>
    Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken);
}
