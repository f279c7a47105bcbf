using System.Globalization;

namespace Throughput;

/// <summary>The rates, per second, of all rounds for one thing.</summary>
internal sealed class Rates
{
    private readonly List<double> _values = [];

    public double Last => _values[^1];

    public double Median => new Spread(_values).Median;

    public void Add(double rate) => _values.Add(rate);

    /// <param name="what">What the rate counts, such as <c>submits</c>.</param>
    /// <param name="baseline">What these rates are compared with.</param>
    /// <param name="against">What the baseline is.</param>
    /// <param name="target">The lowest ratio that meets the target, or null if there is no target.</param>
    public Figure Against(string what, Rates baseline, string against, double? target)
    {
        double ratio = Median / baseline.Median;
        return new Figure(what, ToString())
        {
            Baseline = $"{baseline}, {against}",
            Ratio = ratio.ToString("0.00", CultureInfo.InvariantCulture),
            Target = target is { } least
                ? string.Create(CultureInfo.InvariantCulture, $"≥ {least:0.00}: {(ratio >= least ? "met" : "missed")}")
                : "",
        };
    }

    /// <summary>The median, the lowest and the highest.</summary>
    public override string ToString()
    {
        var spread = new Spread(_values);
        return string.Create(CultureInfo.InvariantCulture, $"{spread.Median:#,0}/s ({spread.At(0):#,0} to {spread.Max:#,0})");
    }
}
