using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Stats;
using Errand.Storage.Views;

namespace Errand.Tests.Insight;

/// <summary>Knows what waits, and how tasks ended.</summary>
internal sealed class WorkStore(WorkFacts work, IReadOnlyList<TypeEnds> ends) : IQueueStore
{
    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) => Task.FromResult(work);

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) => Task.FromResult(ends);

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit) => throw new NotSupportedException();

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
