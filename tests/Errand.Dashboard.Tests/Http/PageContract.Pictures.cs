using System.Text.RegularExpressions;
using System.Xml.Linq;
using Errand.Dashboard.Tests.Looks;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Plots as pictures.</summary>
public abstract partial class PageContract
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task A_plot_is_a_picture_with_its_title_its_axes_and_what_is_drawn()
    {
        TaskView task = await Server.RunAsync("spike", new { rows = 20_000, at = 12_345 });
        string path = $"/tasks/{task.Id}/result/plot.svg?view=0";
        Answer answer = (await Client.GetAsync(path)).Is(200, "image/svg+xml");
        var svg = XElement.Parse(answer.Text);

        Assert.Equal(("800", "400"), ((string?)svg.Attribute("width"), (string?)svg.Attribute("height")));
        string[] texts = TextsOf(svg);
        Assert.Superset(
            new HashSet<string> { "Height", $"#{task.Id} spike", "time (s)", "height (m)", "0", "2", "18", "100", "400" }, texts.ToHashSet());
        Assert.Matches(@"^[1-9][0-9,]* of 20,000 points drawn · every extreme kept$", texts[^1]);
        Assert.Equal($"Height (#{task.Id} spike)", (string?)svg.Element(Svg + "title"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("sandbox; default-src 'none'; frame-ancestors 'self'", answer.Header("Content-Security-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("no-cache, private", answer.Header("Cache-Control"));
        Assert.DoesNotMatch("style|script|href|class=", answer.Text);
        (await Client.GetAsync(path, ("If-None-Match", answer.Header("ETag")!))).Is(304);
        Assert.Empty((await Client.SendAsync("HEAD", path, null)).Is(200, "image/svg+xml").Bytes);
        Assert.StartsWith(
            $"attachment; filename=task-{task.Id}-spike.svg",
            (await Client.GetAsync($"{path}&download=1")).Header("Content-Disposition"),
            StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}&amp;download=1\"", await TextOfAsync($"/tasks/{task.Id}/result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spike_of_one_row_is_in_the_picture()
    {
        TaskView task = await Server.RunAsync("spike", new { rows = 100_000, at = 54_321 });
        XElement svg = await PictureAsync(task.Id);

        double[] heights = [.. PointsOf(Assert.Single(LinesOf(svg))).Select(point => point.Y)];
        Assert.InRange(heights.Length, 200, 2000);
        Assert.True(heights.Order().Skip(1).First() > heights.Min() + 200);
    }

    [Fact]
    public async Task Gaps_stay_gaps_and_are_counted()
    {
        TaskView task = await Server.RunAsync("values", new { values = new double?[] { 1, 2, null, 4, null, 5, 6 } });
        XElement svg = await PictureAsync(task.Id);

        Assert.Equal(2, Regex.Count((string)LinesOf(svg).Single().Attribute("d")!, "M(?=[^M]*L)"));
        Assert.Equal("all 7 points · 2 gaps where there is no finite number", TextsOf(svg)[^1]);
    }

    [Theory]
    [InlineData("[]", "no rows: there is nothing to draw")]
    [InlineData("[3]", "1 point")]
    [InlineData("[2.5,2.5,2.5]", "all 3 points")]
    [InlineData("[0,0]", "all 2 points")]
    [InlineData("[null,null]", "all 2 points · 2 gaps where there is no finite number")]
    [InlineData("[\"NaN\",\"Infinity\",1]", "all 3 points · 2 gaps where there is no finite number")]
    [InlineData("[-1e308,1e308]", "all 2 points")]
    [InlineData("[1e-320,2e-320]", "all 2 points")]
    [InlineData("[-1,0,10,1000]", "all 4 points")]
    public async Task Whatever_the_numbers_are_there_is_a_picture(string values, string caption)
    {
        TaskView task = await Server.RunAsync("values", new { values = System.Text.Json.JsonElement.Parse(values) });
        foreach (string query in (string[])["view=0", "view=1", "view=2", "view=0&log=xy", "view=2&log=y", "view=1&log=none&theme=dark"])
        {
            XElement svg = await PictureAsync(task.Id, query);
            Assert.StartsWith(caption, TextsOf(svg)[^1], StringComparison.Ordinal);
            Assert.DoesNotMatch("NaN|Infinity|∞|E[+-]", string.Concat(svg.Descendants().Attributes().Select(attribute => attribute.Value)));
        }
    }

    [Fact]
    public async Task Pictures_are_of_lines_points_bars_and_paths_in_the_plane()
    {
        TaskView moments = await Server.RunAsync("moments", new { rows = 400 });
        TaskView solvers = await Server.RunAsync("solvers", new { names = new[] { "Euler", "Adams" } });
        TaskView cloud = await Server.RunAsync("cloud", new { rows = 30 });
        TaskView units = await Server.RunAsync("units", new { rows = 150 });
        TaskView orbit = await Server.RunAsync("orbit", new { rows = 3000 });

        Assert.Contains("at   2024-10-04 UTC", TextsOf(await PictureAsync(moments.Id)));
        await SaysAsync(solvers, "Euler", "Adams", "solver", "time (s)");
        await SaysAsync(cloud, "age (s)", "0", "58");
        await SaysAsync(units, "height (m)", "climb (m/s)", "warmth (°C)");
        await SaysAsync(orbit, "x (m)", "y (m)", "time (s)");
        Assert.Matches(@"^[1-9][0-9,]* of 3,000 points drawn · within 1/[0-9,]+ of each axis$", TextsOf(await PictureAsync(orbit.Id))[^1]);
    }

    [Fact]
    public async Task Arrays_of_unequal_length_and_complex_numbers_have_pictures()
    {
        TaskView ragged = await Server.RunAsync("answer", new { json = """{"runs":[[1,2,3],[4],[5,6],[]]}""" });
        TaskView complex = await Server.RunAsync("answer", new { json = """[{"re":1,"im":0},{"re":0,"im":2},{"re":-3,"im":0}]""" });

        await SaysAsync(ragged, "runs.0", "runs.1", "runs.2", "runs.3", "all 6 points of 4 lines");
        Assert.Equal("all 3 points", TextsOf(await PictureAsync(complex.Id))[^1]);
        Assert.Equal("all 3 points", TextsOf(await PictureAsync(complex.Id, "view=1"))[^1]);
    }

    [Fact]
    public async Task Twelve_lines_are_told_apart_by_colours_and_dashes()
    {
        TaskView task = await Server.RunAsync("many", new { rows = 60 });
        XElement svg = await PictureAsync(task.Id);

        (string?, string?)[] looks =
            [.. LinesOf(svg).Select(line => ((string?)line.Attribute("stroke"), (string?)line.Attribute("stroke-dasharray")))];
        Assert.Equal(12, looks.Length);
        Assert.Distinct(looks);
        Assert.Contains("line 11 (m)", TextsOf(svg));
    }

    [Fact]
    public async Task Very_long_names_are_cut_and_those_that_have_no_room_are_counted()
    {
        string columns = string.Join(',', Enumerable.Range(0, 20).Select(k => $"\"{new string('x', 300)}{k}\":[{k},2,3]"));
        TaskView wide = await Server.RunAsync("answer", new { json = $"{{{columns}}}" });
        XElement svg = await PictureAsync(wide.Id, "");

        Assert.Contains(TextsOf(svg), text => Regex.IsMatch(text, "^and [0-9]+ more$"));
        Assert.All(TextsOf(svg), text => Assert.True(text.Length < 120, text));
    }

    [Fact]
    public async Task A_picture_is_as_large_and_as_dark_as_it_is_asked_for()
    {
        TaskView task = await Server.RunAsync("units", new { rows = 150 });
        foreach ((int width, int height) in ((int, int)[])[(320, 160), (2000, 2000), (390, 300)])
        {
            XElement svg = await PictureAsync(task.Id, $"width={width}&height={height}&theme=dark");
            Assert.Equal($"0 0 {width} {height}", (string?)svg.Attribute("viewBox"));
            Assert.Equal("#14171b", (string?)svg.Element(Svg + "rect")?.Attribute("fill"));
            Assert.All(LinesOf(svg).SelectMany(PointsOf), point =>
            {
                Assert.InRange(point.X, 0, width);
                Assert.InRange(point.Y, 0, height);
            });
        }
    }

    [Theory]
    [InlineData("width=319")]
    [InlineData("width=2001")]
    [InlineData("width=x")]
    [InlineData("height=159")]
    [InlineData("height=1e3")]
    [InlineData("theme=sepia")]
    [InlineData("log=z")]
    public async Task A_picture_that_cannot_be_drawn_so_says_what_can(string query)
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        Assert.Contains("must be", (await Client.GetAsync($"/tasks/{task.Id}/result/plot.svg?{query}")).IsPage(422).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_picture_says_what_has()
    {
        TaskView flight = await Server.RunAsync("flight", new { dt = 0.125 });
        TaskView number = await Server.RunAsync("add", new { x = 1, y = 2 });
        TaskId waiting = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        foreach (string query in (string[])["view=1", "view=2", "view=99", "view=-1", "view=x"])
        {
            Answer answer = (await Client.GetAsync($"/tasks/{flight.Id}/result/plot.svg?{query}")).IsPage(404);
            Assert.Contains($"Of task {flight.Id}, view 0 has one.", answer.Text, StringComparison.Ordinal);
        }

        foreach (string id in (string[])[$"{number.Id}", $"{waiting}"])
        {
            Answer answer = (await Client.GetAsync($"/tasks/{id}/result/plot.svg")).IsPage(404);
            Assert.Contains($"Nothing of task {id} can be drawn", answer.Text, StringComparison.Ordinal);
        }

        (await Client.GetAsync("/tasks/999999/result/plot.svg")).IsPage(404);
    }

    [Fact]
    public async Task Texts_in_a_picture_are_texts()
    {
        foreach (string text in HostileTexts.All)
        {
            Dictionary<string, object> columns = new()
            {
                [text] = new[] { 1, 2, 3 },
                [$"{text} too"] = new[] { 4, 5, 6 },
            };
            TaskView lines = await Server.RunAsync("echo", columns);
            TaskView bars = await Server.RunAsync("solvers", new { names = new[] { text, "Adams" } });
            foreach (long id in (long[])[lines.Id, bars.Id])
            {
                XElement svg = await PictureAsync(id, "");
                Assert.All(svg.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, Elements));
                Assert.All(svg.Descendants().Attributes(), attribute => Assert.DoesNotMatch("^on|href|style|data", attribute.Name.LocalName));
            }
        }
    }

    [Fact]
    public async Task Pages_of_other_sites_may_show_a_picture_where_some_of_them_may_show_frames()
    {
        ErrandApp app = await Server.StartAsync("web", "--ERRAND_FRAME_ANCESTORS", "https://wiki.example");
        using var client = new PageClient(PageServer.AddressOf(app));
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });

        Assert.Equal("cross-origin", (await client.GetAsync($"/tasks/{task.Id}/result/plot.svg")).Header("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task Without_script_a_plot_is_a_picture_and_a_script_is_not_told_of_it()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        string path = $"/tasks/{task.Id}/result";
        string picture = $"<img class=\"picture\" src=\"{path}/plot.svg?view=0\"";

        Assert.Contains(picture, await TextOfAsync(path), StringComparison.Ordinal);
        Assert.Contains(picture, await TextOfAsync($"/tasks/{task.Id}"), StringComparison.Ordinal);
        Assert.Contains("media=\"(prefers-color-scheme: dark)\"", await TextOfAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("<noscript>", (await Client.GetFragmentAsync(path)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<noscript>", await TextOfAsync($"{path}?view=1"), StringComparison.Ordinal);
    }

    private static readonly string[] Elements = ["svg", "title", "desc", "rect", "path", "text"];

    private async Task<XElement> PictureAsync(long id, string query = "view=0") =>
        XElement.Parse((await Client.GetAsync($"/tasks/{id}/result/plot.svg?{query}")).Is(200, "image/svg+xml").Text);

    private async Task SaysAsync(TaskView task, params string[] texts) =>
        Assert.Superset(texts.ToHashSet(), TextsOf(await PictureAsync(task.Id)).ToHashSet());

    private static string[] TextsOf(XElement svg) => [.. svg.Elements(Svg + "text").Select(text => text.Value)];

    /// <summary>The lines of data: they alone are thicker than one pixel and have joints.</summary>
    private static XElement[] LinesOf(XElement svg) =>
        [.. svg.Elements(Svg + "path").Where(path => (string?)path.Attribute("stroke-width") == "1.5")];

    private static (double X, double Y)[] PointsOf(XElement path) =>
    [
        .. Point().Matches((string)path.Attribute("d")!).Select(point => (
            double.Parse(point.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            double.Parse(point.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))),
    ];

    [GeneratedRegex("[ML]([0-9.-]+) ([0-9.-]+)")]
    private static partial Regex Point();
}
