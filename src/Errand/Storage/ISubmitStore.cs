using System.Data.Common;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Stores tasks, and changes them on request.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them. What changes several tasks is one
/// commit, so callers name few at a time, and none twice.</remarks>
internal interface ISubmitStore
{
    /// <summary>Stores tasks in one commit. Tasks that go to a reservation are claimed by the same commit, and may be running before it is
    /// durable and answered.</summary>
    /// <returns>One verdict per item, in the order of the items.</returns>
    Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request);

    /// <summary>Stores tasks within a transaction of the caller's, over the caller's connection: all of them become part of it, or none.
    /// Once it commits they are there, and handlers learn of them.</summary>
    /// <param name="items">1 to 10,000.</param>
    /// <param name="transaction">On the store's own database.</param>
    /// <param name="cancellationToken">Can do no harm here: the commit is the caller's.</param>
    /// <returns>One verdict per item, in the order of the items; all of them are <see cref="SubmitVerdict.Refused"/> if the store cannot
    /// hold one.</returns>
    /// <exception cref="ArgumentException">The transaction cannot be used.</exception>
    Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Cancels tasks: each at once if it is waiting, through its handler if it is running.</summary>
    /// <param name="ids">The tasks.</param>
    /// <param name="audit">Who asks for it; null: nothing is noted.</param>
    /// <returns>One answer per task, in the order of the ids.</returns>
    Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null);

    /// <summary>Takes back the outcomes of tasks that did not succeed: they can be claimed again, with all of their tries.</summary>
    /// <param name="ids">The tasks.</param>
    /// <param name="audit">Who asks for it; null: nothing is noted.</param>
    /// <returns>One answer per task, in the order of the ids.</returns>
    Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null);

    /// <summary>Moves the expiry of tasks, and remembers their own. A run that has begun keeps its deadline.</summary>
    /// <returns>One verdict per task, in the order of the ids.</returns>
    Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request);

    /// <summary>Puts the own expiry of a task back, if it is kept; one that has passed is tomorrow.</summary>
    /// <returns>False when there is no such task or it has expired.</returns>
    Task<bool> ReleaseAsync(TaskId id);

    /// <summary>Deletes tasks that are done, with all that belongs to them. The parts of a large result follow later.</summary>
    /// <param name="ids">The tasks.</param>
    /// <param name="audit">Who asks for it; null: nothing is noted.</param>
    /// <returns>One answer per task, in the order of the ids.</returns>
    Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null);
}
