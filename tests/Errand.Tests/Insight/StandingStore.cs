using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Stats;
using Errand.Storage.Views;

namespace Errand.Tests.Insight;

/// <summary>Knows one task, and the times of runs of its type.</summary>
internal sealed class StandingStore(TaskStanding task, IReadOnlyList<TimeSpan> runs) : IQueueStore
{
    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) => Task.FromResult<TaskStanding?>(task);

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) => Task.FromResult(runs);

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit) => throw new NotSupportedException();
}
