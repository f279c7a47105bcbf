using System.Text;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>How many numbers lie in which range.</summary>
public sealed class HistogramTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    private static readonly double?[] Halves = [0.5, 0.5, 1.5, 1.5, 1.5, 2.5, 10.5, null];

    [Fact]
    public async Task It_says_what_is_counted_and_how()
    {
        Charted chart = await DrawAsync("counted", new { values = Halves });

        await Expect(chart.Caption).ToHaveTextAsync(
            "all 7 values counted · 5 bins, as wide as the rule of Freedman and Diaconis says · 1 is null");
        Assert.Equal("Histogram, 7 values of height from 0.5 to 10.5 m, most in [0.5, 2.5) m: 5", await chart.SentenceAsync());
        string[] labels = ["height (m)", "count"];
        Assert.Superset(new HashSet<string>(labels), new HashSet<string>(await chart.TextsAsync()));
    }

    [Fact]
    public async Task The_pointer_and_the_keys_tell_ranges_and_counts()
    {
        Charted chart = await DrawAsync("counted", new { values = Halves });

        await chart.PointAsync(0.02, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("height [0.5, 2.5) m");
        await Expect(chart.Tip).ToContainTextAsync("count5");
        await Expect(chart.Tip).ToContainTextAsync("share71.4 %");
        await chart.Group.FocusAsync();
        await chart.Tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(chart.Tab.Find("#said")).ToHaveTextAsync("height [2.5, 4.5) m, count 1, share 14.3 %");
        await chart.Tab.Page.Keyboard.PressAsync("End");
        await Expect(chart.Tab.Find("#said")).ToHaveTextAsync("height [8.5, 10.5] m, count 1, share 14.3 %");
    }

    [Fact]
    public async Task Whole_numbers_have_a_bin_each()
    {
        Charted chart = await DrawAsync("counted", new { values = new[] { 3, 4, 4, 6 } });

        await Expect(chart.Caption).ToHaveTextAsync("all 4 values counted · 4 bins, one for each whole number");
        await chart.PointAsync(0.4, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("height 4 m");
        Assert.Equal("height (m),count\r\n3,1\r\n4,2\r\n5,0\r\n6,1\r\n", Encoding.UTF8.GetString(await chart.FileAsync("csv")));
    }

    [Fact]
    public async Task Bars_touch_each_other_and_counts_can_be_logarithmic()
    {
        Charted chart = await DrawAsync("counted", new { values = Enumerable.Range(0, 3000).Select(i => (i % 100) + (0.001 * i)) });
        Assert.Equal(0, await GapsAsync(chart));

        await chart.Tool("log-y").ClickAsync();

        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]log=y"));
        await Expect(chart.Tool("log-x")).ToHaveCountAsync(0);
        Assert.Equal(0, await GapsAsync(chart));
    }

    [Fact]
    public async Task Its_table_has_the_bins()
    {
        Charted chart = await DrawAsync("counted", new { values = Halves });

        await chart.Tool("table").ClickAsync();

        await Expect(chart.Tab.Find(".plot-table th")).ToHaveTextAsync(["height (m), from", "up to", "count"]);
        await Expect(chart.Tab.Find(".plot-table tbody tr").First.Locator("td")).ToHaveTextAsync(["0.5", "2.5", "5"]);
    }

    [Fact]
    public async Task Without_numbers_it_says_so()
    {
        Charted chart = await DrawAsync("counted", new { values = new double?[] { null, null } });

        await Expect(chart.Caption).ToHaveTextAsync("no finite number: there is nothing to count · 2 are null");
        Assert.Equal("Histogram: no values", await chart.SentenceAsync());
    }

    [Fact]
    public async Task Many_numbers_have_a_tab_of_it()
    {
        Charted chart = await DrawAsync("answer", new { json = $"[{string.Join(',', Enumerable.Range(0, 40))}]" }, "1");

        await Expect(chart.Tab.Find(".views a")).ToHaveTextAsync(["Numbers", "Histogram", "JSON"]);
        await Expect(chart.Caption).ToHaveTextAsync("all 40 values counted · 40 bins, one for each whole number");
    }

    /// <summary>How many columns of pixels between the first and the last bar have nothing just above the axis.</summary>
    private static Task<int> GapsAsync(Charted chart) => chart.Tab.ValueAsync<int>(
        """
        (() => {
          const canvas = document.querySelector(".plot-panel canvas");
          const field = document.querySelector(".u-over").getBoundingClientRect();
          const own = canvas.getBoundingClientRect();
          const { data } = canvas.getContext("2d").getImageData(field.left - own.left, field.bottom - own.top - 6, field.width, 1);
          const isBar = Array.from({ length: field.width }, (_, x) => data[4 * x] < 150);
          return isBar.slice(isBar.indexOf(true), isBar.lastIndexOf(true)).filter((bar) => !bar).length;
        })()
        """);
}
