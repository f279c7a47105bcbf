namespace Errand.Dashboard.Parts.Charts;

/// <summary>The upright axis of a chart of counts: from 0 to a round number.</summary>
/// <param name="Top">The number at its upper end; 0 when there is nothing to draw.</param>
/// <param name="Ticks">Where numbers are written, from below.</param>
internal sealed record CountScale(long Top, IReadOnlyList<ChartTick> Ticks)
{
    private const int MostSteps = 4;

    private static readonly int[] Leading = [1, 2, 5];

    /// <param name="most">The largest number that is drawn.</param>
    public static CountScale For(long most)
    {
        if (most <= 0)
        {
            return new CountScale(0, [new ChartTick(0, "0")]);
        }

        long step = StepFor(most);
        long steps = (most + step - 1) / step;
        return new CountScale(
            steps * step,
            [.. Enumerable.Range(0, (int)steps + 1).Select(i => new ChartTick((double)i / steps, Label(i * step)))]);
    }

    private static long StepFor(long most)
    {
        long power = 1;
        while (true)
        {
            foreach (int leading in Leading)
            {
                if (leading * power * MostSteps >= most)
                {
                    return leading * power;
                }
            }

            power *= 10;
        }
    }

    /// <summary>Short, for there is little room: <c>500</c>, <c>20k</c>, <c>1.5M</c>.</summary>
    private static string Label(long count) => count switch
    {
        >= 1_000_000 => FormattableString.Invariant($"{count / 1_000_000.0:0.#}M"),
        >= 10_000 => FormattableString.Invariant($"{count / 1000.0:0.#}k"),
        _ => Amounts.Count(count),
    };
}
