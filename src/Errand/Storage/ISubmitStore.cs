using Errand.Storage.Control;
using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Stores tasks, and changes them on request.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface ISubmitStore
{
    /// <summary>Stores tasks in one commit. Tasks that go to a reservation are claimed by the same commit, and may be running before it is
    /// durable and answered.</summary>
    /// <returns>One verdict per item, in the order of the items.</returns>
    Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request);

    /// <summary>Cancels a task: at once if it is waiting, through its handler if it is running.</summary>
    Task<CancelVerdict> CancelAsync(TaskId id);

    /// <summary>Takes back the outcome of a task that did not succeed: it can be claimed again, with all of its tries.</summary>
    Task<RetryAnswer> RetryAsync(TaskId id);

    /// <summary>Moves the expiry of a task, and remembers its own. A run that has begun keeps its deadline.</summary>
    Task<KeepVerdict> KeepAsync(KeepRequest request);

    /// <summary>Puts the own expiry of a task back, if it is kept; one that has passed is tomorrow.</summary>
    /// <returns>False when there is no such task or it has expired.</returns>
    Task<bool> ReleaseAsync(TaskId id);

    /// <summary>Deletes a task that is done, with all that belongs to it. The parts of a large result follow later.</summary>
    Task<TaskChange> DeleteAsync(TaskId id);
}
