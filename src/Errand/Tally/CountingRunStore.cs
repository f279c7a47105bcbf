using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Tally;

/// <summary>Counts the tasks that ended with their run. A finish that is sent again is answered once, so it is counted once.</summary>
internal sealed class CountingRunStore(IRunStore store, TaskTally tally) : IRunStore
{
    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => store.ClaimAsync(request);

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) => store.StorePartsAsync(parts);

    public async Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch)
    {
        IReadOnlyList<FinishAnswer> answers = await store.FinishAsync(batch);
        tally.CountFinished(batch, answers);
        return answers;
    }

    public Task ReportAsync(IReadOnlyList<ReportRequest> batch) => store.ReportAsync(batch);

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        store.FindCancelledAsync(handler, cancellationToken);

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) => store.ReconcileAsync(handler, known);
}
