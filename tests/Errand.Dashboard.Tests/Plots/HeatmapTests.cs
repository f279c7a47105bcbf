using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Matrices as colours.</summary>
public sealed class HeatmapTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task It_says_where_its_cells_are_and_what_they_hold()
    {
        Charted chart = await DrawAsync("field", new { rows = 8, columns = 12 });

        await Expect(chart.Caption).ToHaveTextAsync("all 8 × 12 values · from 0 to 95");
        Assert.Equal("Heat map, 8 rows and 12 columns, value from 0 to 95", await chart.SentenceAsync());
        string[] labels = ["longitude (°)", "latitude (°)"];
        Assert.Superset(new HashSet<string>(labels), new HashSet<string>(await chart.TextsAsync()));

        // With places upwards, the first row is at the bottom.
        await chart.PointAsync(0.01, 0.99);
        await Expect(chart.Tip).ToContainTextAsync("latitude 40 ° (row 0), longitude −30 ° (column 0)");
        await Expect(chart.Tip).ToContainTextAsync("value0");
        await chart.PointAsync(0.99, 0.01);
        await Expect(chart.Tip).ToContainTextAsync("latitude 54 ° (row 7), longitude 25 ° (column 11)");
        await Expect(chart.Tip).ToContainTextAsync("value95");
    }

    [Fact]
    public async Task Without_places_the_first_row_is_on_top()
    {
        Charted chart = await DrawAsync("field", new { rows = 8, columns = 12 }, "1");

        await chart.PointAsync(0.01, 0.01);
        await Expect(chart.Tip).ToContainTextAsync("row 0, column 0");
        await chart.Group.FocusAsync();
        await chart.Tab.Page.Keyboard.PressAsync("ArrowRight");
        await chart.Tab.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(chart.Tab.Find("#said")).ToHaveTextAsync("row 1, column 1, value 13");
    }

    [Fact]
    public async Task Its_values_have_a_name_and_a_unit()
    {
        Charted chart = await DrawAsync("field", new { rows = 8, columns = 12 }, "2");

        await Expect(chart.Caption).ToHaveTextAsync("all 8 × 12 values · from 0 to 95 °C");
        Assert.Contains("warmth (°C)", await chart.TextsAsync());
    }

    [Fact]
    public async Task Its_colours_grow_lighter_with_its_values()
    {
        Charted chart = await DrawAsync("field", new { rows = 4, columns = 100 }, "1");

        double[] lightness = await chart.Tab.ValueAsync<double[]>(
            """
            (() => {
              const canvas = document.querySelector(".plot-panel canvas");
              const field = document.querySelector(".u-over").getBoundingClientRect();
              const own = canvas.getBoundingClientRect();
              const { data } = canvas.getContext("2d").getImageData(
                field.left - own.left, field.top - own.top + field.height / 8, field.width, 1);
              return Array.from({ length: 100 }, (_, i) => {
                const at = 4 * Math.floor(field.width * (i + 0.5) / 100);
                return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
              });
            })()
            """);

        Assert.Equal(lightness.Order(), lightness);
        Assert.True(lightness[^1] > lightness[0] + 20);
    }

    [Fact]
    public async Task Zooming_in_asks_for_smaller_blocks()
    {
        Charted chart = await DrawAsync("field", new { rows = 300, columns = 1200 }, "1", Look.Narrow);

        await Expect(chart.Caption).ToContainTextAsync(
            new Regex(@"^300 × 1,200 values · a colour is the mean of \d+ × \d+ · zoom for more · from 0 to 359,999"));
        await chart.PointAsync(0.5, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("lowest");
        await Expect(chart.Tip).ToContainTextAsync("highest");

        await chart.DragAsync((0.4, 0.4), (0.55, 0.6));

        await Expect(chart.Caption).ToHaveTextAsync(new Regex(@"^all \d+ × \d+ values"));
        Assert.InRange(await chart.NumberAsync("x0"), 460, 500);
        Assert.InRange(await chart.NumberAsync("y0"), 110, 130);
    }

    [Fact]
    public async Task A_slider_goes_through_the_slices_of_a_grid()
    {
        Charted chart = await DrawAsync("slices", new { depth = 5 });

        await Expect(chart.Caption).ToHaveTextAsync("all 6 × 8 values · from 0 to 57");
        await chart.Tab.Find(".plot-slider input").FillAsync("3");
        await Expect(chart.Caption).ToHaveTextAsync("all 6 × 8 values · from 300 to 357");
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]slice=3"));

        await chart.Tab.Page.ReloadAsync();

        await Expect(chart.Caption).ToHaveTextAsync("all 6 × 8 values · from 300 to 357");
    }

    [Fact]
    public async Task All_slices_of_a_grid_have_one_scale()
    {
        Charted chart = await DrawAsync("slices", new { depth = 5 });
        string[] scale = ["0", "200", "400"];
        Assert.Superset(new HashSet<string>(scale), new HashSet<string>(await chart.TextsAsync()));

        await chart.Tab.Find(".plot-slider input").FillAsync("3");

        await Expect(chart.Caption).ToHaveTextAsync("all 6 × 8 values · from 300 to 357");
        Assert.Superset(new HashSet<string>(scale), new HashSet<string>(await chart.TextsAsync()));
    }

    [Fact]
    public async Task Colours_can_be_logarithmic_or_symmetric()
    {
        Charted chart = await DrawAsync("field", new { rows = 8, columns = 12 });

        await chart.Tool("symmetric").ClickAsync();
        Assert.Contains("−50", await chart.TextsAsync());
        await chart.Tool("log-colour").ClickAsync();
        Assert.Contains("10", await chart.TextsAsync());
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]colour=log"));
        await Expect(chart.Tool("symmetric")).ToHaveAttributeAsync("aria-pressed", "false");
    }
}
