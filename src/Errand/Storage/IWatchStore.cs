using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Says when the store has changed, and how it is.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface IWatchStore
{
    /// <summary>Raised, on any thread, when another process has changed the store. A hint, never the truth.</summary>
    event Action<StoreChange>? Changed;

    /// <summary>After so long without a hint the store must be asked, since hints can get lost; null when none can.</summary>
    TimeSpan? LongestSilence { get; }

    /// <summary>How the store and the work in it are.</summary>
    Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken);
}
