using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>Takes arrays of numbers that are elements of an array.</summary>
internal sealed class RowScan
{
    /// <summary>The tokens of a longer one cost little for each number.</summary>
    private const int MostNumbers = 1024;

    private readonly double[] _row = new double[MostNumbers];
    private readonly ArrayTally _tally = new();

    /// <summary>Takes the next elements of an array, as long as they are arrays of numbers.</summary>
    public void Take(IndexFrame outer, ref NumberScan numbers)
    {
        while (numbers.TryTakeRow(_row, out int count))
        {
            outer.Mark(numbers.ElementPosition);
            _tally.Clear();
            for (int i = 0; i < count; i++)
            {
                outer.Array.AddComponent(_row[i], i);
                _tally.AddNumber(_row[i]);
            }

            outer.Array.AddArray(_tally);
        }
    }
}
