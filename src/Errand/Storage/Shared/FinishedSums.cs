namespace Errand.Storage.Shared;

/// <summary>Reads how many tasks ended, from a row for each outcome of which there are any.</summary>
internal sealed class FinishedSums
{
    private readonly Dictionary<OutcomeState, (long Minute, long Hour, long Day)> _sums = [];

    public void Add(IColumns row) => _sums.Add((OutcomeState)row.GetInt32(0), (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));

    public FinishedCounts ToCounts() => new(Of(sum => sum.Minute), Of(sum => sum.Hour), Of(sum => sum.Day));

    private OutcomeCounts Of(Func<(long Minute, long Hour, long Day), long> span) => new(
        span(_sums.GetValueOrDefault(OutcomeState.Succeeded)), span(_sums.GetValueOrDefault(OutcomeState.Failed)),
        span(_sums.GetValueOrDefault(OutcomeState.Cancelled)));
}
