using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>Measures what keeps tasks moving.</summary>
internal sealed class MeteredUpkeepStore(IUpkeepStore store, TaskMetrics tasks, StoreMetrics requests) : IUpkeepStore
{
    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        requests.TimeAsync("tick", () => store.TickAsync(alive, cancellationToken));

    public Task<PromoteAnswer> PromoteAsync(int limit) => requests.TimeAsync("promote", () => store.PromoteAsync(limit));

    public async Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive)
    {
        ReapAnswer answer = await requests.TimeAsync("reap", () => store.ReapAsync(limit, alive));
        tasks.Taken(answer);
        return answer;
    }

    public async Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit)
    {
        DeleteExpiredAnswer answer = await requests.TimeAsync("delete-expired", () => store.DeleteExpiredAsync(limit));
        tasks.Deleted(answer.Deleted);
        return answer;
    }

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) =>
        requests.TimeAsync("delete-audit", () => store.DeleteAuditAsync(keptFor, limit));
}
