using Errand.Results.Indexing;
using Errand.Results.Thinning;

namespace Errand.Results.Histograms;

/// <summary>Counts numbers in many fine bins, so that one pass is enough: how wide the bins of the histogram are depends on where the
/// middle half of the numbers is, and each of them is some fine ones together.</summary>
internal sealed class HistogramBins : IRowSink
{
    private const int FewestBins = 5;

    private const int MostBins = 200;

    /// <summary>Whole numbers in so small a range have a bin each.</summary>
    private const int MostIntegers = 60;

    /// <summary>400 KiB of counts. It can be divided by many numbers of bins, 200 among them.</summary>
    private const int FineBins = 50_400;

    /// <summary>Beyond it there is no double between two whole numbers.</summary>
    private const double LargestInteger = 1L << 51;

    private readonly EvenEdges _edges;
    private readonly ResultBinning _rule;
    private readonly long[] _counts;
    private long _finite;

    private HistogramBins(EvenEdges edges, ResultBinning rule)
    {
        _edges = edges;
        _rule = rule;
        _counts = new long[edges.Count];
    }

    /// <param name="facts">What is known of the numbers.</param>
    /// <param name="wanted">How many bins are wanted; null: as many as suit them.</param>
    public static HistogramBins For(in NumberFacts facts, int? wanted)
    {
        (double low, double high) = facts.Finite > 0 ? (facts.Min, facts.Max) : (0, 0);
        if (wanted is { } count)
        {
            return new HistogramBins(EvenEdges.Within(low, high, count), ResultBinning.Given);
        }

        if (!facts.AreIntegers || Math.Max(Math.Abs(low), Math.Abs(high)) > LargestInteger)
        {
            return new HistogramBins(EvenEdges.Within(low, high, FineBins), ResultBinning.FreedmanDiaconis);
        }

        double values = high - low + 1;
        double width = Math.Ceiling(values / FineBins);
        return new HistogramBins(
            EvenEdges.Of(low - 0.5, width, (int)Math.Ceiling(values / width)),
            values <= MostIntegers ? ResultBinning.Integers : ResultBinning.FreedmanDiaconis);
    }

    public void Take(long row, double value)
    {
        if (double.IsFinite(value))
        {
            _counts[_edges.IndexOf(value)]++;
            _finite++;
        }
    }

    public ResultHistogram ToHistogram(string column, long length, in NumberFacts facts)
    {
        int together = _rule == ResultBinning.FreedmanDiaconis ? Together() : 1;
        int bins = _finite == 0 ? 0 : (_counts.Length + together - 1) / together;
        return new ResultHistogram
        {
            Column = column,
            Length = length,
            Min = facts.Finite > 0 ? facts.Min : null,
            Max = facts.Finite > 0 ? facts.Max : null,
            NonFinite = facts.NonFinite,
            Nulls = facts.Nulls,
            Rule = _rule,
            Edges = bins == 0 ? [] : [.. Enumerable.Range(0, bins + 1).Select(bin => _edges.Edge(bin * together))],
            Counts = [.. Enumerable.Range(0, bins).Select(bin => _counts.Skip(bin * together).Take(together).Sum())],
        };
    }

    /// <summary>How many fine bins are one of the histogram.</summary>
    private int Together()
    {
        double middle = PlaceOf(0.75) - PlaceOf(0.25);
        double width = 2 * middle / Math.Cbrt(_finite);
        int wanted = width > 0 ? (int)Math.Clamp(Math.Ceiling(_counts.Length / width), FewestBins, MostBins) : MostBins;
        return _counts.Length == FineBins
            ? FineBins / Enumerable.Range(wanted, MostBins - wanted + 1).First(bins => FineBins % bins == 0)
            : (_counts.Length + wanted - 1) / wanted;
    }

    /// <summary>Where a share of the numbers is below, in fine bins.</summary>
    private double PlaceOf(double share)
    {
        double wanted = share * _finite;
        int bin = 0;
        for (; bin < _counts.Length - 1 && wanted > _counts[bin]; bin++)
        {
            wanted -= _counts[bin];
        }

        return _counts[bin] == 0 ? bin : bin + (wanted / _counts[bin]);
    }
}
