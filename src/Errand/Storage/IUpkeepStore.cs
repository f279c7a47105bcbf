using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Keeps tasks moving: promotes, rescues, deletes.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IUpkeepStore
{
    /// <summary>What there is to do.</summary>
    /// <param name="alive">Handlers of the calling process, whose lease it need not watch.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken);

    /// <summary>Moves what is due to where it can be claimed.</summary>
    Task<PromoteAnswer> PromoteAsync(int limit);

    /// <summary>Declares handlers dead whose lease has run out and takes back what they held; ends leases whose deadline passed 10 seconds
    /// ago and leases of handlers that are not listed.</summary>
    /// <param name="limit">At most so many tasks in this call.</param>
    /// <param name="alive">Handlers of the calling process: alive, whatever their lease says.</param>
    Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive);

    /// <summary>Deletes expired tasks with all that belongs to them; tells expired runs to stop; forgets old nonces and dead handlers. Need
    /// not be durable when it returns: what a crash brings back is hidden by its expiry and goes with the next sweep.</summary>
    Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit);
}
