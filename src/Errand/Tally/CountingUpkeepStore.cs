using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Tally;

/// <summary>Counts the tasks that ended because they were taken from a handler and have no try left.</summary>
internal sealed class CountingUpkeepStore(IUpkeepStore store, TaskTally tally) : IUpkeepStore
{
    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        store.TickAsync(alive, cancellationToken);

    public Task<PromoteAnswer> PromoteAsync(int limit) => store.PromoteAsync(limit);

    public async Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive)
    {
        ReapAnswer answer = await store.ReapAsync(limit, alive);
        tally.CountEnded(answer.Ended);
        return answer;
    }

    public Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit) => store.DeleteExpiredAsync(limit);

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => store.DeleteAuditAsync(keptFor, limit);
}
