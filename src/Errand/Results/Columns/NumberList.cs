using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Keeps the rows of a column.</summary>
internal sealed class NumberList(double[] numbers, long first) : IRowSink
{
    public void Take(long row, double value) => numbers[row - first] = value;
}
