using Errand.Storage.Stats;

namespace Errand.Storage.Shared;

/// <summary>Sums up rows by the step that they fall into, and by type, queue and outcome.</summary>
internal static class StatFold
{
    /// <param name="rows">In any order.</param>
    /// <param name="step">In seconds; steps begin at its multiples since the Unix epoch.</param>
    public static IReadOnlyList<StatRow> Fold(IEnumerable<StatRow> rows, short step)
    {
        var folded = new List<StatRow>();
        foreach (IGrouping<long, StatRow> some in rows.GroupBy(row => row.At.ToUnixTimeSeconds() / step * step))
        {
            var sums = new StatSums();
            foreach (StatRow row in some)
            {
                sums.Add(row);
            }

            folded.AddRange(sums.Rows.Select(row => row with { At = DateTimeOffset.FromUnixTimeSeconds(some.Key) }));
        }

        return folded;
    }
}
