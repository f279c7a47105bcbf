using Errand;

namespace Quickstart.Gallery;

/// <summary>Counts of a decaying source, and the line that fits their logarithms best by weighted least squares.</summary>
internal static class DecayFit
{
    private const double Seconds = 2;

    public static DecayResult Run(DecayArgs args)
    {
        var random = new Random(args.Seed);
        double[] times = [.. Enumerable.Range(0, args.Counts).Select(i => i * Seconds)];
        double[] counts = [.. times.Select(time => Noisy(random, args.Start * Math.Exp(-Math.Log(2) * time / args.HalfLife)))];
        if (Array.Exists(counts, count => count < 1))
        {
            throw new TaskFailedException("The source decays to nothing before the last count: take fewer counts, or a longer half-life.");
        }

        (double slope, double start) = Fit(times, counts);
        double[] fit = [.. times.Select(time => Math.Exp(start + slope * time))];
        return new DecayResult(
            times,
            counts,
            [.. counts.Select(Math.Sqrt)],
            fit,
            -Math.Log(2) / slope,
            counts.Select((count, i) => (count - fit[i]) * (count - fit[i]) / count).Sum() / (args.Counts - 2));
    }

    /// <summary>For many counts Poisson's noise is that of a normal distribution (Box and Muller, 1958).</summary>
    private static double Noisy(Random random, double mean)
    {
        double noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Round(mean + Math.Sqrt(mean) * noise);
    }

    /// <summary>Of log n over time; the variance of log n is 1 / n.</summary>
    private static (double Slope, double Start) Fit(double[] times, double[] counts)
    {
        double weight = counts.Sum();
        double meanTime = times.Zip(counts, (time, count) => time * count).Sum() / weight;
        double meanLog = counts.Sum(count => count * Math.Log(count)) / weight;
        double across = times.Zip(counts, (time, count) => count * (time - meanTime) * (Math.Log(count) - meanLog)).Sum();
        double along = times.Zip(counts, (time, count) => count * (time - meanTime) * (time - meanTime)).Sum();
        double slope = across / along;
        return (slope, meanLog - slope * meanTime);
    }
}
