using System.Text;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Arrays of unequal length in one array.</summary>
public sealed class RaggedTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task Each_array_is_a_line_as_long_as_it_is()
    {
        Charted chart = await DrawAsync("answer", new { json = """{"runs":[[1,2,3],[4],[5,6],[]]}""" });

        await Expect(chart.Tab.Find(".views a")).ToHaveTextAsync(["runs", "runs, lengths", "JSON"]);
        await Expect(chart.Caption).ToHaveTextAsync("all 6 points of 4 lines");
        await Expect(chart.Entries).ToHaveTextAsync(["runs.0", "runs.1", "runs.2", "runs.3"]);
        Assert.Equal(
            "row,runs.0,runs.1,runs.2,runs.3\r\n0,1,4,5,\r\n1,2,,6,\r\n2,3,,,\r\n", Encoding.UTF8.GetString(await chart.FileAsync("csv")));
    }

    [Fact]
    public async Task Of_many_arrays_the_first_are_drawn_and_the_tab_says_so()
    {
        string arrays = string.Join(',', Enumerable.Range(0, 40).Select(i => $"[{string.Join(',', Enumerable.Range(0, 5 + i))}]"));
        Charted chart = await DrawAsync("answer", new { json = $"[{arrays}]" });

        await Expect(chart.Tab.Find(".views a").First).ToHaveTextAsync("Arrays, the first 32 of 40");
        await Expect(chart.Caption).ToHaveTextAsync("all 68 points of 8 lines");
        await Expect(chart.Tab.Find(".plot-legend")).ToContainTextAsync("choose from 32");
    }

    [Fact]
    public async Task Long_arrays_are_thinned_each_by_itself_and_zoomed()
    {
        string arrays = string.Join(',', new[] { 30_000, 20_000 }.Select(count => $"[{string.Join(',', Enumerable.Range(0, count).Select(i => i % 1000))}]"));
        Charted chart = await DrawAsync("answer", new { json = $"[{arrays}]" });
        await Expect(chart.Caption).ToContainTextAsync("of 50,000 points of 2 lines drawn · every extreme kept");

        await chart.DragAsync((0.1, 0.5), (0.11, 0.5));

        await Expect(chart.Caption).ToContainTextAsync("of 2 lines");
        await Expect(chart.Caption).ToContainTextAsync("in view");
    }
}
