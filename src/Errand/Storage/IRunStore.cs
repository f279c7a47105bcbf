using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Hands out tasks to handlers, and records how their runs ended.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IRunStore
{
    /// <summary>Gives waiting tasks of one queue to a handler: highest priority first, then first come, first served. Expired tasks are not
    /// started.</summary>
    Task<ClaimAnswer> ClaimAsync(ClaimRequest request);

    /// <summary>Stores the next parts of a result that is larger than <see cref="ResultParts.MaxInRow"/>: all of them before the finish
    /// that names their blob. Safe to send again. Parts that no finish names are deleted after
    /// <see cref="ResultParts.Patience"/>.</summary>
    /// <returns>The blob they belong to; null when it was deleted meanwhile, and the result must be stored from its beginning.</returns>
    Task<BlobId?> StorePartsAsync(PartsRequest parts);

    /// <summary>Records how runs ended, each if and only if its claim still holds. Safe to send again until it is answered.</summary>
    /// <returns>One answer per item, in the order of the items.</returns>
    Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch);

    /// <summary>Stores progress and log lines of runs whose claim still holds.</summary>
    Task ReportAsync(IReadOnlyList<ReportRequest> batch);

    /// <summary>Which of a handler's runs are to be cancelled, without waiting for its next beat.</summary>
    Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken);

    /// <summary>Hands back leases that the handler does not know of, because the answer to their claim was lost. Only those older than 30
    /// seconds.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known);
}
