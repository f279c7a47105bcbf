using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>Measures submissions and changes of tasks.</summary>
internal sealed class MeteredSubmitStore(ISubmitStore store, TaskMetrics tasks, StoreMetrics requests) : ISubmitStore
{
    private const string Submit = "submit";

    private bool IsOn => tasks.IsOn || requests.IsOn;

    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request) =>
        IsOn ? MeasureSubmitAsync(request) : store.SubmitAsync(request);

    /// <summary>Counts them before the caller commits: that it does not is rare, and not known here.</summary>
    public Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken) =>
        MeasureAsync(items, () => store.SubmitWithinAsync(items, transaction, cancellationToken));

    public async Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    {
        IReadOnlyList<CancelAnswer> answers = await MeasureAsync("cancel", ids.Count, () => store.CancelAsync(ids, audit));
        tasks.Cancelled(answers);
        return answers;
    }

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        MeasureAsync("retry", ids.Count, () => store.RetryAsync(ids, audit));

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) =>
        MeasureAsync("keep", ids.Count, () => store.KeepAsync(ids, request));

    public Task<bool> ReleaseAsync(TaskId id) => MeasureAsync("release", 1, () => store.ReleaseAsync(id));

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        MeasureAsync("delete", ids.Count, () => store.DeleteAsync(ids, audit));

    // Not inline: its closure would cost every request.
    private Task<IReadOnlyList<SubmitAnswer>> MeasureSubmitAsync(SubmitRequest request) =>
        MeasureAsync(request.Items, () => store.SubmitAsync(request));

    private async Task<IReadOnlyList<SubmitAnswer>> MeasureAsync(
        IReadOnlyList<Submission> items, Func<Task<IReadOnlyList<SubmitAnswer>>> submit)
    {
        IReadOnlyList<SubmitAnswer> answers = await MeasureAsync(Submit, items.Count, submit);
        tasks.Submitted(items, answers);
        return answers;
    }

    private async Task<T> MeasureAsync<T>(string operation, int count, Func<Task<T>> request)
    {
        T answer = await requests.TimeAsync(operation, request);
        requests.Held(operation, count);
        return answer;
    }
}
