using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>Measures claims, and how runs end.</summary>
internal sealed class MeteredRunStore(IRunStore store, TaskMetrics tasks, StoreMetrics requests) : IRunStore
{
    private bool IsOn => tasks.IsOn || requests.IsOn;

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => IsOn ? MeasureClaimAsync(request) : store.ClaimAsync(request);

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) =>
        requests.TimeAsync("store-parts", () => store.StorePartsAsync(parts));

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) =>
        IsOn ? MeasureFinishAsync(batch) : store.FinishAsync(batch);

    public Task ReportAsync(IReadOnlyList<ReportRequest> batch) => requests.IsOn ? MeasureReportAsync(batch) : store.ReportAsync(batch);

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        store.FindCancelledAsync(handler, cancellationToken);

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) => store.ReconcileAsync(handler, known);

    private async Task<ClaimAnswer> MeasureClaimAsync(ClaimRequest request)
    {
        const string claim = "claim";
        ClaimAnswer answer = await requests.TimeAsync(claim, () => store.ClaimAsync(request));
        if (answer.Claims.Count > 0)
        {
            requests.Held(claim, answer.Claims.Count);
            tasks.Claimed(answer.Claims);
        }

        return answer;
    }

    private async Task<IReadOnlyList<FinishAnswer>> MeasureFinishAsync(IReadOnlyList<FinishRequest> batch)
    {
        const string finish = "finish";
        IReadOnlyList<FinishAnswer> answers = await requests.TimeAsync(finish, () => store.FinishAsync(batch));
        requests.Held(finish, batch.Count);
        tasks.Finished(batch, answers);
        return answers;
    }

    private Task<bool> MeasureReportAsync(IReadOnlyList<ReportRequest> batch) => requests.TimeAsync("report", async () =>
    {
        await store.ReportAsync(batch);
        return true;
    });
}
