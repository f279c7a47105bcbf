using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;

namespace Errand.Tally;

/// <summary>Counts the tasks that the store accepted, and those that it cancelled at once. A request that is sent again is answered once,
/// so it is counted once.</summary>
internal sealed class CountingSubmitStore(ISubmitStore store, TaskTally tally) : ISubmitStore
{
    public async Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request)
    {
        IReadOnlyList<SubmitAnswer> answers = await store.SubmitAsync(request);
        tally.CountSubmitted(request.Items, answers);
        return answers;
    }

    /// <summary>Counts them before the caller commits: that it does not is rare, and not known here.</summary>
    public async Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken)
    {
        IReadOnlyList<SubmitAnswer> answers = await store.SubmitWithinAsync(items, transaction, cancellationToken);
        tally.CountSubmitted(items, answers);
        return answers;
    }

    public async Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    {
        IReadOnlyList<CancelAnswer> answers = await store.CancelAsync(ids, audit);
        tally.CountCancelled(answers);
        return answers;
    }

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) => store.RetryAsync(ids, audit);

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) => store.KeepAsync(ids, request);

    public Task<bool> ReleaseAsync(TaskId id) => store.ReleaseAsync(id);

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) => store.DeleteAsync(ids, audit);
}
