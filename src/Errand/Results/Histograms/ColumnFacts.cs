using Errand.Results.Indexing;
using Errand.Results.Thinning;

namespace Errand.Results.Histograms;

/// <summary>Finds out what the numbers of a column are.</summary>
internal sealed class ColumnFacts : IRowSink
{
    private NumberFacts _numbers;

    public NumberFacts Numbers => _numbers;

    public void Take(long row, double value) => _numbers.Add(value);
}
