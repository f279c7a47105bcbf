namespace Errand.Storage.Stats;

/// <summary>Adds up rows by type, queue and outcome.</summary>
internal sealed class StatSums : IStatSums
{
    private readonly Dictionary<(string Type, string Queue, int Outcome), StatRow> _sums = [];

    public IReadOnlyList<StatRow> Rows => [.. _sums.Values];

    public void Add(StatRow row)
    {
        (string, string, int) key = (row.Type, row.Queue, (int)(row.Outcome ?? default));
        _sums[key] = !_sums.TryGetValue(key, out StatRow? sum) ? row : sum with
        {
            Submitted = sum.Submitted + row.Submitted,
            Finished = sum.Finished + row.Finished,
            Wait = Histogram.Add(sum.Wait, row.Wait),
            Run = Histogram.Add(sum.Run, row.Run),
        };
    }
}
