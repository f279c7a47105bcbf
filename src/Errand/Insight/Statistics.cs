using Errand.Storage;
using Errand.Storage.Stats;
using Errand.Types;

namespace Errand.Insight;

/// <summary>What is going on, in numbers.</summary>
internal sealed class Statistics(IQueueStore queues, IStatStore stats, TaskRegistry registry, TimeProvider time)
{
    /// <summary>Processes write down what they counted every 5 seconds, so there is nothing new to read more often.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A row of this moment may bear a later instant than the clock that was read before.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    private Ended? _ended;

    public async Task<ServerStats> FindAsync(CancellationToken cancellationToken)
    {
        TaskCounts counts = await queues.CountTasksAsync(cancellationToken);
        IReadOnlyList<TypeCount> types = await queues.CountTypesAsync(cancellationToken);
        Ended ended = await FindEndedAsync(counts.At, cancellationToken);
        return new ServerStats
        {
            At = counts.At,
            Waiting = new WaitingCounts(counts.Ready, counts.Scheduled, counts.Retry, counts.IsExact),
            Running = counts.Running,
            Slots = counts.Slots,
            Handlers = counts.Handlers,
            Janitors = counts.Janitors,
            OldestReadyAt = counts.OldestReadyAt,
            Stored = new StoredCount(counts.Stored, counts.IsStoredExact),
            Finished = ended.Finished,
            Wait = QuantilesOf(ended.Hour.Select(row => row.Wait)),
            Run = QuantilesOf(ended.Hour.Select(row => row.Run)),
            Types = TypesOf(types, ended.Hour),
        };
    }

    /// <summary>Cheap enough for once a second: places are counted to a limit, and what ended is read every 5 seconds at most.</summary>
    public async Task<StatGlance> GlanceAsync(CancellationToken cancellationToken)
    {
        TaskCounts counts = await queues.CountTasksAsync(cancellationToken);
        Ended ended = await FindEndedAsync(counts.At, cancellationToken);
        return new StatGlance(counts.Ready + counts.Scheduled + counts.Retry, counts.Running, counts.Slots, ended.Finished.Hour);
    }

    private async Task<Ended> FindEndedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_ended is { } known && time.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known;
        }

        long readAt = time.GetTimestamp();
        FinishedCounts finished = await stats.SumFinishedAsync(cancellationToken);
        return _ended = new Ended(readAt, finished, await stats.ListStatsAsync(now - Hour, now + Ahead, cancellationToken));
    }

    private List<TypeStats> TypesOf(IReadOnlyList<TypeCount> counts, IReadOnlyList<StatRow> hour)
    {
        var counted = counts.ToDictionary(type => type.Type, StringComparer.Ordinal);
        ILookup<string, StatRow> rows = hour.ToLookup(row => row.Type, StringComparer.Ordinal);
        return
        [
            .. registry.Definitions.Select(definition => definition.Type.Name).Union(counted.Keys).Union(rows.Select(type => type.Key))
                .Order(StringComparer.Ordinal).Select(name => TypeOf(name, counted.GetValueOrDefault(name), [.. rows[name]])),
        ];
    }

    private static TypeStats TypeOf(string name, TypeCount? count, StatRow[] rows)
    {
        Histogram? runs = SumOf(rows.Select(row => row.Run));
        return new TypeStats
        {
            Name = name,
            Waiting = count?.Waiting ?? 0,
            Running = count?.Running ?? 0,
            Succeeded = Ended(OutcomeState.Succeeded),
            Failed = Ended(OutcomeState.Failed),
            Cancelled = Ended(OutcomeState.Cancelled),
            RunP50 = StatSeconds.P50(runs),
            RunP95 = StatSeconds.P95(runs),
        };

        long Ended(OutcomeState outcome) => rows.Where(row => row.Outcome == outcome).Sum(row => row.Finished);
    }

    private static TimeQuantiles QuantilesOf(IEnumerable<Histogram?> times)
    {
        Histogram? sum = SumOf(times);
        return new TimeQuantiles(StatSeconds.P50(sum), StatSeconds.P95(sum));
    }

    private static Histogram? SumOf(IEnumerable<Histogram?> times) => times.Aggregate((Histogram?)null, Histogram.Add);

    /// <param name="ReadAt">When it was read, as a timestamp.</param>
    /// <param name="Finished">How many tasks ended.</param>
    /// <param name="Hour">What was counted within the last hour.</param>
    private sealed record Ended(long ReadAt, FinishedCounts Finished, IReadOnlyList<StatRow> Hour);
}
