using System.Globalization;
using System.Text.Json.Nodes;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Paths in space and in the plane, drawn from columns of the test.</summary>
public sealed class PathTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    private const string Plain = "#0072b2";
    private const int TickSize = 11;

    /// <summary>Counts the pixels of the file that the canvas does not have, and of the canvas that the file does not have.</summary>
    private const string Compare = """
        async ([svg, width, height]) => {
          const picture = new Image();
          const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
          picture.src = address;
          await picture.decode();
          URL.revokeObjectURL(address);
          const canvas = document.createElement("canvas");
          Object.assign(canvas, { width, height });
          const context = canvas.getContext("2d");
          context.drawImage(picture, 0, 0);
          const [one, other] = [context, lab.plot.canvas(1).getContext("2d")].map((from) => from.getImageData(0, 0, width, height).data);
          const far = (a, i, b, j) => Math.max(Math.abs(a[i] - b[j]), Math.abs(a[i + 1] - b[j + 1]), Math.abs(a[i + 2] - b[j + 2]));
          // A pixel of one picture has its like in the other, there or one pixel beside it.
          const missing = (from, to) => {
            let count = 0;
            for (let y = 1; y < height - 1; y++) {
              for (let x = 1; x < width - 1; x++) {
                const i = 4 * (y * width + x);
                let isThere = false;
                for (let dy = -1; dy <= 1 && !isThere; dy++) {
                  for (let dx = -1; dx <= 1 && !isThere; dx++) { isThere = far(from, i, to, i + 4 * (dy * width + dx)) < 80; }
                }
                count += isThere ? 0 : 1;
              }
            }
            return count;
          };
          return missing(one, other) + missing(other, one);
        }
        """;

    [Theory]
    [InlineData(-60, 25)]
    [InlineData(0, 0)]
    [InlineData(-90, 90)]
    [InlineData(130, -40)]
    [InlineData(-179.5, 61.5)]
    public async Task Points_are_drawn_where_the_eye_sees_them(double az, double el)
    {
        (PathLab lab, _) = await OpenLabAsync();
        double[][] points = [[0, 0, 0], [1, 0.1, 0.05], [0.15, 1, 0.2], [0.07, 0.2, 1], [1, 1, 1], [0.3, 0.6, 0.25]];
        double?[][] columns =
            [.. Enumerable.Range(0, 3).Select(axis => points.Select(point => (double?)(10 + (4 * point[axis]))).ToArray())];

        await lab.DrawAsync(columns, Eye(az, el), view: new JsonObject { ["connect"] = false });

        IReadOnlyList<(double X, double Y)> drawn = new PathDrawing(await lab.SvgAsync()).SquaresOf(Plain, 3);
        (double X, double Y)[] seen = [.. points.Select(point => Seen(point, az, el))];
        Assert.Equal(seen.Length, drawn.Count);
        double scale = Spread(drawn) / Spread(seen);
        Assert.InRange(scale, 150, 600);
        for (int i = 1; i < seen.Length; i++)
        {
            Assert.Equal(drawn[0].X + (scale * (seen[i].X - seen[0].X)), drawn[i].X, 0.05);
            Assert.Equal(drawn[0].Y + (scale * (seen[i].Y - seen[0].Y)), drawn[i].Y, 0.05);
            Assert.Equal(Plain, await lab.ColourAsync(drawn[i].X, drawn[i].Y));
        }
    }

    [Fact]
    public async Task The_file_shows_what_the_canvas_shows()
    {
        (PathLab lab, Tab tab) = await OpenLabAsync();
        var random = new Random(20);
        double?[][] spiral = Spiral(400);
        for (int view = 0; view < 20; view++)
        {
            Dictionary<string, string> state = Eye(random.Next(-180, 180), random.Next(-90, 91));
            state["zoom"] = Text(0.5 + (2 * random.NextDouble()));
            state["pan"] = $"{Text(random.NextDouble() - 0.5)},{Text(random.NextDouble() - 0.5)}";
            state["row"] = Text(random.Next(400));
            await lab.DrawAsync(spiral, state, colour: view % 2 == 0 ? spiral[2] : null);

            object[] file = [await lab.SvgAsync(), PathLab.Width, PathLab.Height];
            Assert.Equal(0, await tab.Page.EvaluateAsync<int>(Compare, file));
        }
    }

    [Fact]
    public async Task Labels_of_ticks_never_run_into_each_other_nor_out_of_the_picture()
    {
        (PathLab lab, Tab tab) = await OpenLabAsync();
        var random = new Random(21);
        double?[][] far = [.. Spiral(50).Select(
            (column, axis) => column.Select(value => axis == 0 ? 1e6 + (value * 1e-3) : value * 1234).ToArray())];
        for (int view = 0; view < 60; view++)
        {
            await lab.DrawAsync(view % 2 == 0 ? far : Spiral(50), Eye(random.Next(-180, 180), random.Next(-90, 91)));

            (double Left, double Top, double Right, double Bottom)[] boxes =
                await BoxesAsync(tab, new PathDrawing(await lab.SvgAsync()).TickLabels);
            Assert.All(boxes, box => Assert.True(
                box.Left >= 0 && box.Top >= 0 && box.Right <= PathLab.Width && box.Bottom <= PathLab.Height));
            Assert.DoesNotContain(boxes.Index(), one => boxes.Skip(one.Index + 1).Any(other =>
                one.Item.Left < other.Right && other.Left < one.Item.Right && one.Item.Top < other.Bottom && other.Top < one.Item.Bottom));
            Assert.True(boxes.Length >= 4, $"view {view} has {boxes.Length} labels");
        }
    }

    [Fact]
    public async Task Gaps_break_a_path_and_a_point_between_two_of_them_is_a_dot()
    {
        (PathLab lab, _) = await OpenLabAsync();
        double?[] x = [0, 1, 2, null, 4, 5, 6, 7, 8, 9];
        double?[] y = [0, 1, 0, 1, 0, 1, null, 1, null, 1];
        await lab.DrawAsync([x, y, [.. x.Select(_ => (double?)3)]]);

        PathDrawing drawing = new(await lab.SvgAsync());

        Assert.Equal(2, Assert.Single(drawing.LinesOf(Plain)).Length);
        Assert.Equal(2, drawing.SquaresOf(Plain, 3).Count);
        await Expect(lab.Caption).ToHaveTextAsync("all 10 points · 3 gaps");
        Assert.Equal("Path of 10 points in space, x from 0 to 9 m, y from 0 to 1 m, z always 3 m, 3 gaps", await lab.SentenceAsync());
    }

    [Fact]
    public async Task One_point_is_a_dot()
    {
        (PathLab lab, _) = await OpenLabAsync();
        await lab.DrawAsync([[3], [4], [5]]);

        PathDrawing drawing = new(await lab.SvgAsync());

        (double x, double y) = Assert.Single(drawing.Dots);
        Assert.Equal("#16191d", await lab.ColourAsync(x, y));
        Assert.DoesNotContain("start", drawing.Texts);
        await Expect(lab.Caption).ToHaveTextAsync("1 point");
    }

    [Theory]
    [InlineData(0, "There are no points: the columns are empty.", "no points")]
    [InlineData(2, "There are no points: no row is whole.", "all 2 points · 1 gap")]
    public async Task Without_points_it_is_said_why(int rows, string text, string caption)
    {
        (PathLab lab, _) = await OpenLabAsync();
        double?[] gap = [.. Enumerable.Repeat((double?)null, rows)];
        await lab.DrawAsync([gap, [.. gap.Select(_ => (double?)1)], gap]);

        Assert.Equal([text], new PathDrawing(await lab.SvgAsync()).Texts);
        await Expect(lab.Caption).ToHaveTextAsync(caption);
        Assert.Equal("Path without points", await lab.SentenceAsync());
        await Expect(lab.Told).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Colours_grow_lighter_with_the_column_and_a_legend_says_what_they_mean(bool isDark)
    {
        (PathLab lab, _) = await OpenLabAsync(isDark ? Look.WideDark : Look.Wide);
        double?[][] spiral = Spiral(200);
        await lab.DrawAsync(spiral, colour: [.. spiral[2].Select(z => z * 10)]);

        PathDrawing drawing = new(await lab.SvgAsync());

        double[] lights = [.. drawing.Legend.Select(Light)];
        Assert.Equal(64, lights.Length);
        Assert.Equal(lights.Order(), lights);
        Assert.Distinct(drawing.Legend);
        Assert.Superset(new HashSet<string> { "time (s)", "0", "10", "start", "end", "x (m)" }, drawing.Texts.ToHashSet());
        Assert.All(drawing.Legend, colour => Assert.Single(drawing.LinesOf(colour)));
    }

    [Fact]
    public async Task Keys_turn_look_along_axes_zoom_and_go_back()
    {
        (PathLab lab, _) = await OpenLabAsync();
        await lab.DrawAsync(Spiral(50));
        async Task<string> AfterAsync(string key, bool shift = false)
        {
            await lab.PressAsync(key, shift);
            return string.Join(' ', (await lab.StateAsync()).Select(pair => $"{pair.Key}={pair.Value}"));
        }

        Assert.Equal("eye=-55,25", await AfterAsync("ArrowRight"));
        Assert.Equal("eye=-55,30", await AfterAsync("ArrowUp"));
        Assert.Equal("eye=0,0", await AfterAsync("1"));
        Assert.Equal("eye=-90,0", await AfterAsync("2"));
        Assert.Equal("eye=-90,90", await AfterAsync("3"));
        Assert.Equal("eye=-90,90", await AfterAsync("ArrowUp"));
        Assert.Equal("eye=-90,90 zoom=1.25", await AfterAsync("+"));
        Assert.StartsWith("eye=-90,90 zoom=1.25 pan=", await AfterAsync("ArrowRight", shift: true), StringComparison.Ordinal);
        Assert.Equal("", await AfterAsync("0"));
    }

    [Fact]
    public async Task The_cursor_of_the_keyboard_walks_along_the_rows_and_says_them()
    {
        (PathLab lab, _) = await OpenLabAsync();
        await lab.DrawAsync([[0, 1000.5, 2], [0, -1, 0], [0, null, 0]], colour: [0, 0.5, 1]);

        await lab.PressAsync(".");
        Assert.Equal("row 0 of 3, x 0 m, y 0 m, z 0 m, time 0 s", await lab.SaidAsync());
        await lab.PressAsync(".");
        Assert.Equal("row 1 of 3, a gap, x 1,000.5 m, y −1 m, z none, time 0.5 s", await lab.SaidAsync());
        await lab.PressAsync(".", shift: true);
        Assert.Equal("2", (await lab.StateAsync())["row"]);
        await lab.PressAsync("Home");
        Assert.Equal("0", (await lab.StateAsync())["row"]);
    }

    [Fact]
    public async Task A_row_that_thinning_left_out_is_fetched_to_be_shown()
    {
        (PathLab lab, Tab tab) = await OpenLabAsync();
        double?[] rows = [.. Enumerable.Range(0, 100_003).Select(row => (double?)row)];
        await lab.DrawAsync([rows, rows, rows], ("row", "70003"));

        await Expect(lab.Told).ToHaveTextAsync("row 70,003 · x 70,003 m · y 70,003 m · z 70,003 m");
        await Expect(lab.Caption).ToHaveTextAsync("16,668 of 100,003 points drawn · within 1/2,000 of each axis");
        string[] methods = await tab.ValueAsync<string[]>("lab.asked.map((ask) => ask.method)");
        Assert.Equal(["path", "none"], methods);
    }

    [Fact]
    public async Task Up_to_100_000_rows_all_are_drawn_a_little_later()
    {
        (PathLab lab, Tab tab) = await OpenLabAsync();
        double?[] rows = [.. Enumerable.Range(0, 30_000).Select(row => (double?)row)];
        await lab.DrawAsync([rows, rows, rows]);

        await Expect(lab.Caption).ToHaveTextAsync("all 30,000 points");
        int[] points = await tab.ValueAsync<int[]>("lab.asked.map((ask) => ask.points)");
        Assert.Equal([20_000, 100_000], points);
    }

    [Fact]
    public async Task In_a_plane_a_drag_zooms_into_the_box_and_a_double_click_goes_back()
    {
        (PathLab lab, Tab tab) = await OpenLabAsync();
        double?[][] spiral = Spiral(200);
        await lab.DrawAsync([spiral[0], spiral[1]]);

        await tab.Page.Mouse.MoveAsync(300, 100);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(500, 300, new() { Steps = 4 });
        await tab.Page.Mouse.UpAsync();
        IReadOnlyDictionary<string, string> state = await lab.StateAsync();
        Assert.Equal(["x0", "y0", "x1", "y1"], state.Keys);
        double[] window = [.. state.Values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        Assert.True(window[0] > -1 && window[2] < 1 && window[0] < window[2] && window[1] < window[3]);

        await lab.DrawAsync([spiral[0], spiral[1]], state);
        await lab.PressAsync("ArrowRight");
        Assert.Equal(state, (await lab.StateAsync()).Where(pair => pair.Key != "row").ToDictionary());

        await tab.Page.Mouse.DblClickAsync(400, 200);
        Assert.Empty(await lab.StateAsync());
    }

    [Fact]
    public async Task Equal_scale_gives_a_metre_the_same_length_on_each_axis()
    {
        (PathLab lab, _) = await OpenLabAsync();
        double?[][] columns = [[0, 10, 0, 0], [0, 0, 5, 0], [0, 0, 0, 2]];
        Dictionary<string, string> along = new(Eye(-90, 90)) { ["equal"] = "1" };
        await lab.DrawAsync(columns, along, view: new JsonObject { ["connect"] = false });

        IReadOnlyList<(double X, double Y)> points = new PathDrawing(await lab.SvgAsync()).SquaresOf(Plain, 3);

        Assert.Equal((points[1].X - points[0].X) / 10, (points[0].Y - points[2].Y) / 5, 0.01);
    }

    [Fact]
    public async Task What_data_say_is_text_and_nothing_else()
    {
        (PathLab lab, _) = await OpenLabAsync();
        const string Evil = "</text><script>alert(1)</script>\u202e\u0000\"'&";
        JsonObject Column(string name) => new() { ["column"] = name, ["label"] = Evil, ["unit"] = Evil };
        await lab.DrawAsync(Spiral(20), view: new JsonObject { ["y"] = new JsonArray(Column("/x"), Column("/y"), Column("/z")) });

        string svg = await lab.SvgAsync();

        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Contains(new PathDrawing(svg).Texts, text => text.StartsWith("</text><script>", StringComparison.Ordinal));
    }

    private async Task<(PathLab Lab, Tab Tab)> OpenLabAsync(Look? look = null)
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view=1", look);
        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        return (new PathLab(tab), tab);
    }

    /// <summary>In a box of 2 by 2 by 1.</summary>
    private static double?[][] Spiral(int rows)
    {
        double[] turns = [.. Enumerable.Range(0, rows).Select(row => 1.0 * row / (rows - 1))];
        return
        [
            [.. turns.Select(turn => (double?)Math.Cos(20 * turn))], [.. turns.Select(turn => (double?)Math.Sin(20 * turn))],
            [.. turns.Select(turn => (double?)turn)],
        ];
    }

    private static Dictionary<string, string> Eye(double az, double el) => new() { ["eye"] = $"{Text(az)},{Text(el)}" };

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Where a place of the box, from 0 to 1 on each axis, is seen from far away: right and down. The third axis is three quarters
    /// as long as the others.</summary>
    private static (double X, double Y) Seen(double[] place, double az, double el)
    {
        (double a, double e) = (double.DegreesToRadians(az), double.DegreesToRadians(el));
        double near = (place[0] * Math.Cos(a)) + (place[1] * Math.Sin(a));
        return ((place[1] * Math.Cos(a)) - (place[0] * Math.Sin(a)), (Math.Sin(e) * near) - (0.75 * place[2] * Math.Cos(e)));
    }

    private static double Spread(IReadOnlyList<(double X, double Y)> points) => Math.Sqrt(points.Sum(
        point => Math.Pow(point.X - points.Average(p => p.X), 2) + Math.Pow(point.Y - points.Average(p => p.Y), 2)));

    private static async Task<(double Left, double Top, double Right, double Bottom)[]> BoxesAsync(
        Tab tab, IReadOnlyList<(string Text, double X, double Y)> labels)
    {
        double[] widths = await tab.Page.EvaluateAsync<double[]>(
            """
            (texts) => {
              const context = document.createElement("canvas").getContext("2d");
              context.font = "11px DejaVu Sans";
              return texts.map((text) => context.measureText(text).width);
            }
            """,
            labels.Select(label => label.Text));
        return [.. labels.Zip(widths, (label, width) =>
            (label.X - (width / 2), label.Y - (TickSize / 2.0), label.X + (width / 2), label.Y + (TickSize / 2.0)))];
    }

    /// <summary>How light a colour is to the eye (CIE).</summary>
    private static double Light(string colour)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(colour.Substring(1 + (2 * i), 2), 16) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
