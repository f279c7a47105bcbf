namespace Errand.Dashboard.Parts.Charts;

/// <summary>Numbers over time, as many to a bar as it is wide.</summary>
public sealed class SeriesFold
{
    private readonly Dictionary<string, long?[]> _finished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long?[]> _depths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double?[]> _times = new(StringComparer.Ordinal);

    public SeriesFold(TimeAxis axis, IEnumerable<StatSeries> parts)
    {
        Axis = axis;
        foreach (StatSeries part in parts)
        {
            Add(part);
        }
    }

    public TimeAxis Axis { get; }

    /// <summary>The queues of which a depth was written down, by name.</summary>
    public IReadOnlyList<string> Queues => [.. _depths.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How many tasks ended, by bar: of an outcome, a type or a queue.</summary>
    public IReadOnlyList<long?> Finished(string key) => _finished.GetValueOrDefault(key) ?? new long?[Axis.Count];

    /// <summary>How many tasks could start in a queue: the most within each bar. Where nothing was written down, none could.</summary>
    public IReadOnlyList<long?> Depth(string queue) => _depths.GetValueOrDefault(queue) ?? new long?[Axis.Count];

    /// <summary>How long the oldest task of a queue could have started, in seconds: the longest within each bar.</summary>
    public IReadOnlyList<double?> Oldest(string queue) => Times($"oldest {queue}");

    /// <summary>How long tasks waited or ran, in seconds: of several buckets in a bar, that of the slowest.</summary>
    /// <param name="which"><c>waitP50</c>, <c>waitP95</c>, <c>runP50</c> or <c>runP95</c>: of all tasks.</param>
    public IReadOnlyList<double?> Times(string which) => _times.GetValueOrDefault(which) ?? new double?[Axis.Count];

    private void Add(StatSeries part)
    {
        foreach (StatLine line in part.Series)
        {
            Put(_finished, line.Key, part, line.Finished, (sum, next) => sum + next);
            if (line.Key == "all")
            {
                Put(_times, "waitP50", part, line.WaitP50, Math.Max);
                Put(_times, "waitP95", part, line.WaitP95, Math.Max);
                Put(_times, "runP50", part, line.RunP50, Math.Max);
                Put(_times, "runP95", part, line.RunP95, Math.Max);
            }
        }

        foreach (DepthLine depth in part.Depth)
        {
            Put(_depths, depth.Key, part, [.. depth.Ready.Select(ready => (long?)ready)], Math.Max);
            Put(_times, $"oldest {depth.Key}", part, depth.Oldest, Math.Max);
        }
    }

    private void Put<T>(Dictionary<string, T?[]> lines, string key, StatSeries part, IReadOnlyList<T?> values, Func<T, T, T> join)
        where T : struct
    {
        if (!lines.TryGetValue(key, out T?[]? line))
        {
            lines.Add(key, line = new T?[Axis.Count]);
        }

        for (int bucket = 0; bucket < values.Count; bucket++)
        {
            if (values[bucket] is { } next && Axis.IndexOf(part.From.AddSeconds((double)bucket * part.Step)) is { } bar)
            {
                line[bar] = line[bar] is { } known ? join(known, next) : next;
            }
        }
    }
}
