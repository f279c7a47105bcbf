namespace Errand.Benchmarks;

/// <summary>Counts what a path allocates, on all threads: the process does nothing else meanwhile.</summary>
internal static class AllocationMeter
{
    private const int Rounds = 9;
    private const int Operations = 1000;

    /// <summary>The median of the rounds: in single rounds a pool of the framework may grow, or a delayed thread may spare a submission its
    /// wait.</summary>
    public static async Task<long> BytesPerOperationAsync(SmallPath path)
    {
        // What only the first call allocates is not part of the path.
        await RoundAsync(path);

        double[] rounds = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            rounds[i] = await RoundAsync(path);
        }

        Array.Sort(rounds);
        return (long)Math.Round(rounds[Rounds / 2]);
    }

    private static async Task<double> RoundAsync(SmallPath path)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Operations; i++)
        {
            await path.RunAsync();
        }

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Operations;
    }
}
