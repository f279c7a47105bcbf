using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Reports changes of the store and its health.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IWatchStore
{
    /// <summary>Raised on any thread when another process has changed the store. Only a hint.</summary>
    event Action<StoreChange>? Changed;

    /// <summary>How long to wait for a hint before asking the store, because hints can get lost; null if they cannot.</summary>
    TimeSpan? LongestSilence { get; }

    /// <summary>Asks the other processes to report for some seconds what no handler needs to know, which they do not do unasked: that runs
    /// begin, log lines or make progress, that tasks are kept or deleted because they expired, that queues are paused. May be called
    /// often.</summary>
    void AskForNews();

    /// <summary>A number that is another one after tasks or queues were changed, by whatever process, though perhaps not before some
    /// seconds have passed: it tells of hints that got lost. Always the same where <see cref="LongestSilence"/> is null.</summary>
    Task<long> FindMarkAsync(CancellationToken cancellationToken);

    /// <summary>The health of the store and of the work in it.</summary>
    Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken);
}
