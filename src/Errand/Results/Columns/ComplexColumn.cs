using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>What is made of complex numbers: their magnitudes or their phases.</summary>
/// <param name="name">What it is called.</param>
/// <param name="real">The real parts.</param>
/// <param name="imaginary">The imaginary parts, as many.</param>
internal sealed class ComplexColumn(ColumnName name, IColumn real, IColumn imaginary) : IColumn
{
    /// <summary>Rows that are read of one part before those of the other.</summary>
    private const int MostAtOnce = 65_536;

    public string Name => name.ToString();

    public long Length => real.Length;

    public int NumbersOfRow => real.NumbersOfRow + imaginary.NumbersOfRow;

    public IColumn Through(IndexedResult other) => new ComplexColumn(name, real.Through(other), imaginary.Through(other));

    public async ValueTask<ResultRefusal?> LoadAsync(RowRange range, CancellationToken cancellationToken) =>
        await real.LoadAsync(range, cancellationToken) ?? await imaginary.LoadAsync(range, cancellationToken);

    public bool Has(RowRange range) => real.Has(range) && imaginary.Has(range);

    public double[]? Find(RowRange range) =>
        real.Find(range) is { } x && imaginary.Find(range) is { } y ? [.. x.Zip(y, Value)] : null;

    public async ValueTask<ResultRefusal?> ReadAsync(RowRange range, IRowSink rows, CancellationToken cancellationToken)
    {
        int most = (int)Math.Min(range.Count, MostAtOnce);
        (double[] x, double[] y) = (new double[most], new double[most]);
        for (long first = range.First; first <= range.Last; first += most)
        {
            var part = new RowRange(first, Math.Min(most, range.Last - first + 1));
            ResultRefusal? refusal = await real.ReadAsync(part, new NumberList(x, first), cancellationToken)
                ?? await imaginary.ReadAsync(part, new NumberList(y, first), cancellationToken);
            if (refusal is not null)
            {
                return refusal;
            }

            for (int i = 0; i < part.Count; i++)
            {
                rows.Take(first + i, Value(x[i], y[i]));
            }
        }

        return null;
    }

    private double Value(double x, double y) =>
        JsonNumber.IsNull(x) || JsonNumber.IsNull(y) ? JsonNumber.Null
        : !double.IsFinite(x) || !double.IsFinite(y) ? double.NaN
        : name.Part == ComplexPart.Magnitude ? double.Hypot(x, y)
        : Math.Atan2(y, x);
}
