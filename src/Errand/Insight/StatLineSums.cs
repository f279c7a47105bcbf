using Errand.Storage.Stats;

namespace Errand.Insight;

/// <summary>Sums of one series.</summary>
internal sealed class StatLineSums(int buckets)
{
    private readonly long[] _submitted = new long[buckets];
    private readonly long[] _finished = new long[buckets];
    private readonly Histogram?[] _wait = new Histogram?[buckets];
    private readonly Histogram?[] _run = new Histogram?[buckets];

    public void Add(int bucket, StatRow row)
    {
        _submitted[bucket] += row.Submitted;
        _finished[bucket] += row.Finished;
        _wait[bucket] = Histogram.Add(_wait[bucket], row.Wait);
        _run[bucket] = Histogram.Add(_run[bucket], row.Run);
    }

    /// <param name="key">What it is of.</param>
    /// <param name="isWritten">For which buckets anything was written down, of whatever tasks.</param>
    /// <param name="hasSubmitted">Whether it says how many were submitted.</param>
    public StatLine ToLine(string key, bool[] isWritten, bool hasSubmitted) => new()
    {
        Key = key,
        Submitted = [.. _submitted.Select((count, bucket) => hasSubmitted && isWritten[bucket] ? count : (long?)null)],
        Finished = [.. _finished.Select((count, bucket) => isWritten[bucket] ? count : (long?)null)],
        RunP50 = [.. _run.Select(StatSeconds.P50)],
        RunP95 = [.. _run.Select(StatSeconds.P95)],
        WaitP50 = [.. _wait.Select(StatSeconds.P50)],
        WaitP95 = [.. _wait.Select(StatSeconds.P95)],
    };
}
