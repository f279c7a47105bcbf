using Errand.Storage.Access;
using Errand.Storage.Stats;
using Errand.Storage.Views;

namespace Errand.Storage;

/// <summary>Looks at queues, and pauses them.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IQueueStore
{
    /// <summary>What is in the queues that tasks were ever submitted to, by name, in one snapshot. Each count stops at
    /// <see cref="QueueFacts.MaxCount"/>.</summary>
    /// <param name="name">Of this queue only; null: of all.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken);

    /// <summary>A task, what is before it and who could run it, in one snapshot; null when there is no such task or it has
    /// expired.</summary>
    Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>How long runs of a type took that succeeded within the last hour, among the newest tasks that are done.</summary>
    Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken);

    /// <summary>The waiting tasks, the handlers that could run them and the state of the store, in one snapshot. It looks only at the tasks
    /// that come first; <see cref="WorkFacts"/> has the limits.</summary>
    Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken);

    /// <summary>How tasks ended within the last 10 minutes, by type, as far as processes have written down what they counted: see
    /// <see cref="IStatStore"/>. <see cref="Stats.StatRow.Other"/> is not a type.</summary>
    Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken);

    /// <summary>How many tasks there are and who works on them, in one snapshot. Each place is counted to
    /// <see cref="TaskCounts.MaxCount"/>, so this is cheap however many there are.</summary>
    Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken);

    /// <summary>Types of tasks that wait or run, in one snapshot: of <see cref="TaskCounts.MaxCount"/> tasks in each place at most.</summary>
    Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken);

    /// <summary>Lets handlers claim from a queue, or not. A claim that began before may still take tasks; what runs continues.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="isPaused">Whether they may not.</param>
    /// <param name="audit">Who asks for it; null: nothing is noted.</param>
    /// <returns>False when nothing was ever submitted to the queue.</returns>
    Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit = null);
}
