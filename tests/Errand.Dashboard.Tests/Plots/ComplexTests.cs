using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Complex numbers as two parts, as magnitude and phase, and in their plane.</summary>
public sealed class ComplexTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    private const string Roots = """[{"re":3,"im":4},{"re":-3,"im":-4},{"re":-5,"im":0}]""";

    [Fact]
    public async Task Magnitude_and_phase_have_a_field_each()
    {
        Charted chart = await DrawAsync("answer", new { json = Roots }, "1");

        await Expect(chart.Tab.Find(".views a")).ToHaveTextAsync(["Real and imaginary", "Magnitude and phase", "Complex plane", "JSON"]);
        await Expect(chart.Tab.Find(".plot-panel")).ToHaveCountAsync(2);
        string[] labels = ["magnitude", "phase (rad)", "−3", "3"];
        Assert.Superset(new HashSet<string>(labels), new HashSet<string>(await chart.TextsAsync()));
        await chart.PointAsync(0.99, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("magnitude5");
        await Expect(chart.Tip).ToContainTextAsync("phase3.14159 rad");
    }

    [Fact]
    public async Task The_plane_has_one_scale_and_few_numbers_are_points()
    {
        Charted chart = await DrawAsync("answer", new { json = Roots }, "2");

        await Expect(chart.Tool("equal")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(chart.Caption).ToHaveTextAsync("all 3 points");
        string[] labels = ["real", "imaginary"];
        Assert.Superset(new HashSet<string>(labels), new HashSet<string>(await chart.TextsAsync()));
    }

    [Fact]
    public async Task Two_arrays_are_complex_numbers_too()
    {
        Charted chart = await DrawAsync("answer", new { json = """{"f":[10,20,30],"re":[3,0,1],"im":[4,2,0]}""" }, "1");

        await Expect(chart.Tab.Find(".views a")).ToHaveTextAsync(["Real and imaginary", "Magnitude and phase", "Complex plane", "Rows", "JSON"]);
        await chart.PointAsync(0.01, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("f 10");
        await Expect(chart.Tip).ToContainTextAsync("magnitude5");
    }
}
