using System.Xml.Linq;
using Errand.Tests.Hosting;
using Quickstart.Gallery;

namespace Errand.Tests.Quickstart;

/// <summary>The samples that are there to be looked at compute what they say.</summary>
public sealed class GalleryTests
{
    [Fact]
    public void The_attractor_stays_where_it_is_known_to_stay()
    {
        LorenzResult result = Lorenz.Run(new LorenzArgs(50_000), TaskContext.ForTesting(), Waiting.Stop);

        Assert.Equal((50_000, 50_000), (result.T.Count, result.Path.Count));
        Assert.Equal(0.002, result.T[1], 12);
        Assert.All(result.Path, point => Assert.True(Math.Abs(point[0]) < 21 && Math.Abs(point[1]) < 30 && point[2] is > 0 and < 50));
        Assert.Contains(result.Path, point => point[0] < -10);
        Assert.Contains(result.Path, point => point[0] > 10);
    }

    [Fact]
    public void A_step_of_the_attractor_is_small_enough()
    {
        double[] coarse = Lorenz.Run(new LorenzArgs(1001, 0.002), TaskContext.ForTesting(), Waiting.Stop).Path[1000];
        double[] fine = Lorenz.Run(new LorenzArgs(10_001, 0.0002), TaskContext.ForTesting(), Waiting.Stop).Path[10_000];

        Assert.All(coarse.Zip(fine), pair => Assert.Equal(pair.Second, pair.First, 6));
    }

    [Fact]
    public void A_plate_cools_and_its_edges_stay_cold()
    {
        PlateResult result = HeatedPlate.Run(new PlateArgs(32), TaskContext.ForTesting(), Waiting.Stop);
        double[] heat = [.. result.Temperature.Select(frame => frame.Sum(row => row.Sum()))];

        Assert.Equal(12, heat.Length);
        Assert.Equal(100, result.Temperature[0].Max(row => row.Max()));
        Assert.All(heat.Zip(heat.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.All(result.Temperature.SelectMany(frame => frame[0].Concat(frame.Select(row => row[^1]))), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_fit_finds_the_half_life_within_its_noise(int seed)
    {
        DecayResult result = DecayFit.Run(new DecayArgs(HalfLife: 25, Start: 100_000, Counts: 50, Seed: seed));

        Assert.Equal(25, result.HalfLife, 0.2);
        Assert.InRange(result.ChiSquare, 0.5, 1.7);
        Assert.Equal(50, result.Fit.Count);
    }

    [Fact]
    public void A_source_that_is_gone_too_soon_is_refused_with_what_to_do()
    {
        TaskFailedException refused = Assert.Throws<TaskFailedException>(
            () => DecayFit.Run(new DecayArgs(HalfLife: 1, Start: 100, Counts: 100)));
        Assert.Contains("take fewer counts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sunflower_has_as_many_seeds_as_were_asked_for()
    {
        SunflowerResult result = Sunflower.Draw(new SunflowerArgs(100));
        using var stream = new MemoryStream(result.Data);
        var svg = XDocument.Load(stream);

        Assert.Equal("image/svg+xml", result.MediaType);
        Assert.Equal(100, svg.Root!.Elements().Count(element => element.Name.LocalName == "circle"));
    }

    [Fact]
    public void The_earth_takes_a_year_around_the_sun()
    {
        Planet earth = Planets.All().Single(planet => planet.Name == "Earth");

        Assert.Equal((1, 29.79), (earth.Period, earth.Speed));
    }
}
