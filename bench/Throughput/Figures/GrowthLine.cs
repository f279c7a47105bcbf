using System.Globalization;

namespace Throughput;

/// <summary>One rate at growing amounts.</summary>
/// <param name="what">Such as <see cref="MeasuredRate.Drained"/>.</param>
internal sealed class GrowthLine(string what)
{
    private readonly OrderedDictionary<Amount, Rates> _rates = [];

    public void Add(Amount amount, double rate)
    {
        if (!_rates.TryGetValue(amount, out Rates? rates))
        {
            _rates[amount] = rates = new Rates();
        }

        rates.Add(rate);
    }

    /// <param name="axis">What grows.</param>
    /// <param name="target">The lowest ratio that meets the target, or null if there is no target.</param>
    public IEnumerable<Figure> Figures(string axis, double? target)
    {
        (Amount smallest, Rates baseline) = _rates.First();
        yield return new Figure($"{what}, {smallest.Text}", baseline.ToString())
        {
            Point = new GrowthPoint(axis, what, smallest, 1, baseline.Median),
        };
        foreach ((Amount amount, Rates rates) in _rates.Skip(1))
        {
            double ratio = rates.Median / baseline.Median;
            yield return rates.Against($"{what}, {amount.Text}", baseline, smallest.Text, target) with
            {
                Ratio = ratio.ToString(ratio < 0.1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture),
                Point = new GrowthPoint(axis, what, amount, ratio, rates.Median),
            };
        }
    }
}
