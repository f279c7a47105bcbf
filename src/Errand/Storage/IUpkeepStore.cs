using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Keeps tasks moving: promotes, rescues, deletes.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IUpkeepStore
{
    /// <summary>What there is to do.</summary>
    /// <param name="alive">Handlers of the calling process, whose leases it does not need to watch.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken);

    /// <summary>Moves tasks that are due to where they can be claimed.</summary>
    Task<PromoteAnswer> PromoteAsync(int limit);

    /// <summary>Declares handlers dead that did not beat in time, and takes back their runs; ends runs whose deadline passed 10 seconds
    /// ago, and runs of handlers that are not listed.</summary>
    /// <param name="limit">How many tasks to take at most.</param>
    /// <param name="alive">Handlers of the calling process, which are alive whatever the store says.</param>
    Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive);

    /// <summary>Deletes expired tasks with all that belongs to them, cancels expired runs, and deletes old receipts and dead handlers. It
    /// does not have to be durable: what a crash brings back has expired and goes with the next sweep.</summary>
    Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit);

    /// <summary>Deletes the oldest entries of the audit log, if they are old enough.</summary>
    /// <param name="keptFor">How long entries are kept.</param>
    /// <param name="limit">At most so many are deleted.</param>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit);
}
