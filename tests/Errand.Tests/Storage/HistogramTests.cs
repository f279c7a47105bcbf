using Errand.Storage.Stats;

namespace Errand.Tests.Storage;

public sealed class HistogramTests
{
    [Fact]
    public void Its_quantiles_are_at_most_twice_or_half_of_what_they_are_of_the_times_themselves()
    {
        var random = new Random(1);
        for (int run = 0; run < 2000; run++)
        {
            long[] times = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => TimeOf(random)).Order()];
            Histogram histogram = Of(times);
            foreach (double share in new[] { 0.01, 0.5, 0.9, 0.95, 1 })
            {
                long exact = times[(int)Math.Ceiling(share * times.Length) - 1];
                double found = histogram.Quantile(share)!.Value.TotalMilliseconds;
                Assert.True(
                    exact < 1 ? found <= 1 : found >= exact / 2.0 && found <= exact * 2.0,
                    $"{share} of {string.Join(' ', times)}: {found} for {exact}");
            }
        }
    }

    [Fact]
    public void Between_two_quantiles_of_one_range_the_larger_share_has_the_longer_time()
    {
        Histogram histogram = Of([.. Enumerable.Repeat(100L, 1000)]);
        double[] found = [.. Enumerable.Range(1, 100).Select(percent => histogram.Quantile(percent / 100.0)!.Value.TotalMilliseconds)];
        Assert.Equal(found.Order(), found);
        Assert.InRange(found[0], 64, 70);
        Assert.InRange(found[^1], 120, 128);
    }

    [Fact]
    public void Without_times_there_is_no_quantile()
    {
        Assert.Null(new Histogram().Quantile(0.5));
        Assert.Null(Histogram.Read(null));
        Assert.Null(Histogram.Read([])!.Quantile(0.5));
    }

    [Fact]
    public void What_is_written_is_read_again_and_short()
    {
        var random = new Random(2);
        for (int run = 0; run < 500; run++)
        {
            long[] times = [.. Enumerable.Range(0, random.Next(1, 500)).Select(_ => TimeOf(random))];
            Histogram histogram = Of(times);
            byte[] bytes = histogram.ToBytes();
            Assert.Equal(bytes, Histogram.Read(bytes)!.ToBytes());
            Assert.Equal(histogram.Quantile(0.7), Histogram.Read(bytes)!.Quantile(0.7));
            Assert.InRange(bytes.Length, 2, 32 * 3);
        }
    }

    [Fact]
    public void A_count_of_any_size_is_written()
    {
        Histogram? sum = Of([5]);
        for (int doubled = 0; doubled < 62; doubled++)
        {
            sum = Histogram.Add(sum, Histogram.Read(sum!.ToBytes()));
        }

        Assert.Equal(sum!.ToBytes(), Histogram.Read(sum.ToBytes())!.ToBytes());
        Assert.Equal(10, sum.ToBytes().Length);
    }

    [Fact]
    public void The_sum_of_two_is_the_histogram_of_all_times()
    {
        long[] some = [0, 1, 1, 3, 900, 70_000], others = [2, 3, 4, 5_000_000_000_000];
        var sum = Histogram.Add(Histogram.Add(null, Of(some)), Of(others));
        Assert.Equal(Of([.. some, .. others]).ToBytes(), sum!.ToBytes());
        Assert.Same(sum, Histogram.Add(sum, null));
        Assert.Null(Histogram.Add(null, null));
    }

    private static Histogram Of(long[] milliseconds)
    {
        var histogram = new Histogram();
        Array.ForEach(milliseconds, time => histogram.Add(TimeSpan.FromMilliseconds(time)));
        return histogram;
    }

    /// <summary>Of any size up to ten days.</summary>
    private static long TimeOf(Random random) => random.NextInt64(1L << random.Next(0, 30));
}
