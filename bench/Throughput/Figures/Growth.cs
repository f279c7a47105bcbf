using System.Globalization;

namespace Throughput;

/// <summary>Rates at growing amounts of work, all amounts in each round, so that a disturbance of the machine affects all of
/// them.</summary>
internal static class Growth
{
    /// <param name="measure">Returns the rates at this amount, always the same ones in the same order.</param>
    /// <param name="target">The lowest ratio that meets the target, or null if there is no target.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        GrowthScale scale, Amounts amounts, Func<Amount, Task<IReadOnlyList<MeasuredRate>>> measure, double? target = null)
    {
        var lines = new OrderedDictionary<string, GrowthLine>();
        for (int round = 0; round <= scale.Rounds; round++)
        {
            foreach (Amount amount in amounts.All)
            {
                IReadOnlyList<MeasuredRate> rates = await measure(amount);
                await SayAsync(round == 0 ? "warm-up" : string.Create(
                    CultureInfo.InvariantCulture, $"round {round} of {scale.Rounds}"), amount, rates);
                foreach (MeasuredRate rate in rates.Where(_ => round > 0))
                {
                    lines.TryAdd(rate.What, new GrowthLine(rate.What));
                    lines[rate.What].Add(amount, rate.PerSecond);
                }
            }
        }

        return [.. lines.Values.SelectMany(line => line.Figures(amounts.Axis, target))];
    }

    private static Task SayAsync(string round, Amount amount, IEnumerable<MeasuredRate> rates) => Console.Error.WriteLineAsync(
        $"    {round}, {amount.Text}: {string.Join("; ", rates.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.PerSecond:#,0}/s {rate.What}")))}");
}
