using System.Globalization;

namespace Throughput;

/// <summary>A rate and the rate that it is compared with, measured alternately, so that a disturbance of the machine affects
/// both.</summary>
internal sealed class Interleaved
{
    private readonly Rates _baseline = new();
    private readonly Rates _subject = new();

    private Interleaved()
    {
    }

    /// <param name="isQuick">Three rounds instead of five. Two rounds before them, which compile the code, are not measured.</param>
    /// <param name="baseline">Returns a rate, per second.</param>
    /// <param name="subject">Returns a rate, per second.</param>
    public static async Task<Interleaved> MeasureAsync(bool isQuick, Func<Task<double>> baseline, Func<Task<double>> subject)
    {
        (int rounds, int warmUps) = (isQuick ? 3 : 5, 2);
        var measured = new Interleaved();
        for (int round = 1 - warmUps; round <= rounds; round++)
        {
            if (round < 1)
            {
                await baseline();
                await subject();
                continue;
            }

            measured._baseline.Add(await baseline());
            measured._subject.Add(await subject());
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"    round {round} of {rounds}: {measured._subject.Last:#,0}/s beside {measured._baseline.Last:#,0}/s"));
        }

        return measured;
    }

    /// <param name="what">What the rate counts, such as <c>submits</c>.</param>
    /// <param name="against">What the baseline is.</param>
    /// <param name="target">The lowest ratio that meets the target, or null if there is no target.</param>
    public Figure Against(string what, string against, double? target) => _subject.Against(what, _baseline, against, target);
}
