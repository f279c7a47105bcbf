using Errand.Storage;
using Errand.Storage.Stats;

namespace Errand.Insight;

/// <summary>Numbers over time.</summary>
internal sealed class StatHistory(IStatStore store, TimeProvider time)
{
    /// <summary>What is wrong with the options, or the numbers.</summary>
    public async Task<(Fault? Fault, StatSeries? Series)> FindAsync(StatSeriesOptions options, CancellationToken cancellationToken)
    {
        if (StatSeriesQuery.TryCreate(options, time.GetUtcNow(), out StatSeriesQuery query) is { } fault)
        {
            return (fault, null);
        }

        StatBuckets buckets = await store.SumStatsAsync(query.From, query.To, () => new StatBuckets(query), cancellationToken);
        IReadOnlyList<DepthRow> depths = await store.ListDepthAsync(query.From, query.To, options.Step, cancellationToken);
        return (null, new StatSeries
        {
            From = query.From,
            To = query.To,
            Step = (int)options.Step.TotalSeconds,
            Series = buckets.ToLines(),
            Depth =
            [
                .. depths.Where(row => (options.Queue ?? row.Queue) == row.Queue).GroupBy(row => row.Queue)
                    .OrderBy(queue => queue.Key, StringComparer.Ordinal).Select(queue => LineOf(queue.Key, queue, query)),
            ],
        });
    }

    private static DepthLine LineOf(string queue, IEnumerable<DepthRow> rows, StatSeriesQuery query)
    {
        int?[] ready = new int?[query.Count];
        double?[] oldest = new double?[query.Count];
        foreach (DepthRow row in rows)
        {
            int bucket = (int)((row.At - query.From) / query.Options.Step);
            (ready[bucket], oldest[bucket]) = (row.Ready, StatSeconds.Of(row.Oldest));
        }

        return new DepthLine { Key = queue, Ready = ready, Oldest = oldest };
    }
}
