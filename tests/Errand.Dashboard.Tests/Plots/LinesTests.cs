using System.Globalization;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>What lines and bars show of their numbers.</summary>
public sealed class LinesTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    private const string Blue = "#0072b2";
    private const int Rows = 100_000;

    [Fact]
    public async Task The_spike_of_one_point_in_100_000_is_drawn_at_every_zoom()
    {
        const int At = 43_210;
        TaskView task = await Server.RunAsync("spike", new { rows = Rows, at = At });
        Charted chart = await DrawAsync(task, "0");
        foreach (double wide in new[] { 100.0, 50, 12.3, 3.7, 0.9, 0.11, 0.02, 0.004 })
        {
            foreach (double place in new[] { 0.02, 0.5, 0.97 })
            {
                double from = Math.Max(0, (At * 0.001) - (wide * place));
                double to = Math.Min(from + wide, (Rows - 1) * 0.001);
                await chart.Tab.GoAsync(string.Create(CultureInfo.InvariantCulture, $"/tasks/{task.Id}/result?view=0&x0={from:R}&x1={to:R}"));
                await Expect(chart.Tab.Find("[data-drawn]")).ToHaveCountAsync(1);

                // The axis reaches a little higher than the highest value, and the tip of a thin spike is paler than the line.
                double? highest = await chart.HighestAsync(Blue);
                Assert.True(highest is > 0.02 and < 0.15, $"{wide} s, spike at {place}: {highest}");
            }
        }
    }

    [Fact]
    public async Task The_caption_says_how_much_is_drawn()
    {
        Charted chart = await DrawAsync("spike", new { rows = Rows, at = 5 });

        await Expect(chart.Caption).ToHaveTextAsync(
            new Regex(@"^[\d,]{3,5} of 100,000 points drawn · every extreme kept · zoom for more$"));
        Assert.Matches(
            @"^Line, 100,000 points, height from −1 to 400 m, last 0\.9\d+, over time from 0 to 99\.999 s$", await chart.SentenceAsync());

        await chart.DragAsync((0.4, 0.5), (0.415, 0.5));
        await Expect(chart.Caption).ToHaveTextAsync(new Regex(@"^(all )?1,\d{3} "));
        await chart.DragAsync((0.4, 0.5), (0.415, 0.5));

        await Expect(chart.Caption).ToHaveTextAsync(new Regex(@"^\d{1,3} of 100,000 points in view$"));
    }

    [Fact]
    public async Task A_part_of_few_points_says_how_many_there_are()
    {
        Charted chart = await DrawAsync("values", new { values = Enumerable.Range(0, 30) }, "0&x0=4&x1=9");

        await Expect(chart.Caption).ToHaveTextAsync("6 of 30 points in view");
        await chart.Tool("reset").ClickAsync();
        await Expect(chart.Caption).ToHaveTextAsync("all 30 points");
    }

    [Fact]
    public async Task The_first_and_the_last_point_are_drawn_whole()
    {
        Charted chart = await DrawAsync("values", new { values = new[] { 1, 3, 2 } });

        string svg = await chart.SvgAsync();
        double[] dots = [.. Regex.Matches(svg, $"<circle [^>]*cx=\"([^\"]*)\"[^>]*fill=\"{Blue}\"").Select(dot => Number(dot.Groups[1]))];
        Match room = Regex.Matches(svg, "<clipPath[^>]*><rect x=\"([^\"]*)\"[^>]* width=\"([^\"]*)\"").Last();
        Assert.Equal(3, dots.Length);
        Assert.InRange(dots[0] - Number(room.Groups[1]), 3, 6);
        Assert.InRange(Number(room.Groups[1]) + Number(room.Groups[2]) - dots[2], 3, 6);
    }

    [Fact]
    public async Task An_axis_names_the_lines_that_are_shown()
    {
        Charted chart = await DrawAsync("answer", new { json = """{"t":[0,1,2],"height":[1,2,3],"depth":[4,5,6]}""" });
        Assert.Contains("height, depth", await chart.TextsAsync());

        await chart.Entries.Last.ClickAsync();

        await Expect(chart.Entries.Last).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.DoesNotContain("height, depth", await chart.TextsAsync());
    }

    [Fact]
    public async Task Gaps_are_counted_and_not_bridged()
    {
        Charted chart = await DrawAsync("values", new { values = new object?[] { 1, 2, null, null, 4, null, "NaN", 5, 6, "Infinity", 7 } });

        await Expect(chart.Caption).ToHaveTextAsync("all 11 points · 5 gaps where there is no finite number");
        string svg = await chart.SvgAsync();
        Match line = Assert.Single(Regex.Matches(svg, $"<path d=\"([^\"]*)\"[^>]*stroke=\"{Blue}\""));
        Assert.Equal(2, line.Groups[1].Value.Count(sign => sign == 'M')); // 1 2 and 5 6; 4 and 7 are dots.
        Assert.Equal(6, Regex.Count(svg, $"<circle [^>]*fill=\"{Blue}\""));
    }

    [Fact]
    public async Task A_logarithmic_axis_leaves_out_what_is_not_above_zero_and_says_so()
    {
        Charted chart = await DrawAsync("values", new { values = new double[] { 100, 10, 0, 1, -5, 0.1, 0.01 } }, "1");

        await Expect(chart.Caption).ToHaveTextAsync("all 7 points · 2 values ≤ 0, which have no logarithm");
        Assert.Subset(new HashSet<string>(await chart.TextsAsync()), new HashSet<string>(["0.01", "0.1", "1", "10", "100"]));

        await chart.Tool("log-y").ClickAsync();

        await Expect(chart.Caption).ToHaveTextAsync("all 7 points");
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]log=none"));
    }

    [Fact]
    public async Task One_value_is_a_dot_in_an_axis_around_it()
    {
        Charted chart = await DrawAsync("values", new { values = new[] { 40 } });

        await Expect(chart.Caption).ToHaveTextAsync("1 point");
        IReadOnlyList<string> texts = await chart.TextsAsync();
        Assert.Contains("38.0", texts);
        Assert.Contains("42.0", texts);
        Assert.Single(Regex.Matches(await chart.SvgAsync(), $"<circle [^>]*fill=\"{Blue}\""));
    }

    [Fact]
    public async Task Equal_values_are_a_line_in_the_middle()
    {
        Charted chart = await DrawAsync("values", new { values = Enumerable.Repeat(7, 60) });

        Assert.Subset(new HashSet<string>(await chart.TextsAsync()), new HashSet<string>(["6.65", "7.00", "7.35"]));
        Assert.InRange(await chart.HighestAsync(Blue) ?? 0, 0.48, 0.52);
    }

    [Fact]
    public async Task No_values_are_said_to_be_none()
    {
        Charted chart = await DrawAsync("values", new { values = Array.Empty<int>() });

        await Expect(chart.Caption).ToHaveTextAsync("no rows: there is nothing to draw");
        Assert.Contains("no values", await chart.TextsAsync());
        Assert.Equal("Line: no values", await chart.SentenceAsync());
    }

    [Fact]
    public async Task Two_units_share_a_panel_and_a_third_has_its_own()
    {
        Charted chart = await DrawAsync("units", new { rows = 100 });

        await Expect(chart.Tab.Find(".plot-panel")).ToHaveCountAsync(2);
        IReadOnlyList<string> texts = await chart.TextsAsync();
        string[] wanted = ["height (m)", "climb (m/s)", "warmth (°C)", "time (s)", "−10,000"];
        Assert.Superset(new HashSet<string>(wanted), new HashSet<string>(texts));
        Assert.Equal((await chart.FieldAsync(0)).X, (await chart.FieldAsync(1)).X);
        Assert.Equal((await chart.FieldAsync(0)).Width, (await chart.FieldAsync(1)).Width);

        await chart.PointAsync(0.5, 0.5, panel: 1);

        await Expect(chart.Tip).ToContainTextAsync("height");
        await Expect(chart.Tip).ToContainTextAsync(new Regex(@"\(.* to .*\)")); // The ends of the error bar.
        await Expect(chart.Tip).ToContainTextAsync("warmth");
    }

    [Theory]
    [InlineData(100, "<path", 0)]
    [InlineData(2000, "fill-opacity=\"0.2\"", 1)]
    public async Task Errors_are_bars_and_from_many_points_on_a_band(int rows, string drawn, int bands)
    {
        Charted chart = await DrawAsync("units", new { rows });
        string svg = await chart.SvgAsync();

        Assert.Contains(drawn, svg, StringComparison.Ordinal);
        Assert.Equal(bands, Regex.Count(svg, "fill-opacity"));
    }

    [Fact]
    public async Task Instants_are_told_in_utc_or_local_time()
    {
        Charted chart = await DrawAsync("moments", new { rows = 40 });

        Assert.Contains("at   2024-10-04 UTC", await chart.TextsAsync());
        await chart.PointAsync(0.5, 0.5);
        await Expect(chart.Tip).ToContainTextAsync(new Regex(@"2024-10-04 00:00:0[45]\.\d+ UTC"));

        await chart.Tool("local").ClickAsync();

        Assert.Contains("at   2024-10-04 local time", await chart.TextsAsync());
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]zone=local"));
    }

    [Fact]
    public async Task Ticks_of_parts_of_a_second_can_be_told_apart()
    {
        Charted chart = await DrawAsync("moments", new { rows = 40 }, "0&x0=1728000001&x1=1728000001.01");

        string[] ticks = [.. (await chart.TextsAsync()).Where(text => Regex.IsMatch(text, @"^\d\d:\d\d:\d\d\."))];
        Assert.True(ticks.Length >= 3, string.Join(' ', ticks));
        Assert.Equal(ticks.Distinct(), ticks);
    }

    [Fact]
    public async Task Categories_have_their_names_and_bars_their_errors()
    {
        string[] names = ["Euler", "Runge-Kutta", "<b>& co", "leapfrog"];
        Charted chart = await DrawAsync("solvers", new { names });

        Assert.Superset(new HashSet<string>([.. names, "solver", "time (s)"]), new HashSet<string>(await chart.TextsAsync()));
        Assert.Equal(names.Length, Regex.Count(await chart.SvgAsync(), $"<rect [^>]*fill=\"{Blue}\""));
        await chart.PointAsync(0.4, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("solver Runge-Kutta · row 1");
        await Expect(chart.Tip).ToContainTextAsync("2.5 s (2 to 3)");
    }

    [Fact]
    public async Task Points_have_the_colour_of_a_column()
    {
        Charted chart = await DrawAsync("cloud", new { rows = 300 });
        string svg = await chart.SvgAsync();

        Assert.Contains("age (s)", await chart.TextsAsync());
        Assert.Equal(300, Regex.Count(svg, "<circle "));
        MatchCollection dots = Regex.Matches(svg, "<circle [^>]*fill=\"(#[0-9a-f]{6})\"");
        Assert.InRange(dots.Select(dot => dot.Groups[1].Value).Distinct().Count(), 50, 64);
    }

    [Fact]
    public async Task The_table_has_what_is_drawn()
    {
        Charted chart = await DrawAsync("units", new { rows = 30 });

        await chart.Tool("table").ClickAsync();

        string[] names = ["row", "time (s)", "height (m)", "sigma", "climb (m/s)", "warmth (°C)"];
        await Expect(chart.Tab.Find(".plot-table th")).ToHaveTextAsync(names);
        await Expect(chart.Tab.Find(".plot-table tbody tr").Nth(2).Locator("td").Nth(1)).ToHaveTextAsync("0.02");
        string csv = System.Text.Encoding.UTF8.GetString(await chart.FileAsync("csv"));
        Assert.StartsWith($"{string.Join(',', names)}\r\n0,0,0,0.25,10000,20\r\n", csv, StringComparison.Ordinal);
    }

    private static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);
}
