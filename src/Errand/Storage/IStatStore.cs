using Errand.Storage.Stats;

namespace Errand.Storage;

/// <summary>Keeps what processes counted, and how full queues were: as it was written for an hour, then by the minute for a day, then by
/// the hour for 90 days.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them. But its writes need not be durable: what a crash of
/// a machine loses are the counts of the last seconds.</remarks>
internal interface IStatStore
{
    /// <summary>Writes down what a process counted. Safe to send again.</summary>
    Task AddStatsAsync(StatBatch batch);

    /// <summary>What was counted from an instant up to another, by type, queue and outcome.</summary>
    Task<IReadOnlyList<StatRow>> ListStatsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The same, added up by the caller.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after it.</param>
    /// <param name="start">Makes the sums; again if the read has to be repeated.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<T> SumStatsAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums;

    /// <summary>How many tasks ended within the last minute, hour and day, by the store's clock.</summary>
    Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken);

    /// <summary>Sums up a few rows that are old enough, or deletes some that are too old. Safe to call from several processes at
    /// once.</summary>
    /// <returns>How many rows there were; 0 if there is nothing left to do.</returns>
    Task<int> FoldStatsAsync(int limit);

    /// <summary>Writes down how full the queues with ready tasks are, once in 15 seconds however many processes do it.</summary>
    /// <param name="before">Queues that had ready tasks the last time: it is written down too if they have none now.</param>
    /// <returns>The queues that have ready tasks.</returns>
    Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before);

    /// <summary>How full queues were at most within each step from an instant up to another, in no order.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after it.</param>
    /// <param name="step">The steps begin at its multiples since the Unix epoch.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken);
}
