using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Plots of several results in one.</summary>
public sealed class CompareTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task Selected_tasks_are_compared()
    {
        TaskView one = await AnswerAsync("""{"t":[0,1,2],"h":[0,10,20]}""", "selected");
        TaskView two = await AnswerAsync("""{"t":[0,1,2],"h":[0,11,22]}""", "selected");
        Tab tab = await OpenAsync("/tasks?q=tag:selected");
        await tab.Find($"#task-{one.Id} input").CheckAsync();
        await tab.Find($"#task-{two.Id} input").CheckAsync();

        await tab.Find("[data-compares]").ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, $"/compare?ids={one.Id},{two.Id}").ToString());
        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(1);
        await Expect(tab.Find("figcaption")).ToHaveTextAsync("all 3 points");
    }

    [Fact]
    public async Task Over_the_same_x_values_are_subtracted_row_by_row()
    {
        TaskView one = await AnswerAsync("""{"t":[0,1,2],"h":[0,10,20]}""");
        TaskView two = await AnswerAsync("""{"t":[0,1,2],"h":[0,11,22.5]}""");
        Tab tab = await OpenAsync($"/compare?ids={one.Id},{two.Id}&mode=difference");

        Assert.Equal(["0 0 0", "1 1 1", "2 2 2.5"], await RowsAsync(tab));
        await Expect(tab.Find("[data-compare-note]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Over_other_x_values_lines_are_straight_and_the_page_says_so()
    {
        TaskView one = await AnswerAsync("""{"t":[0,1,2],"h":[0,10,20]}""");
        TaskView two = await AnswerAsync("""{"t":[0.5,1.5,3],"h":[1,2,5]}""");
        Tab tab = await OpenAsync($"/compare?ids={one.Id},{two.Id}&mode=difference");

        // Outside of what both have there is no difference.
        Assert.Equal(["0 0 ", "1 0.5 -4", "2 1 -8.5", "3 1.5 -13", "4 2 -17", "5 3 "], await RowsAsync(tab));
        await Expect(tab.Find("[data-compare-note]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Matrices_of_one_size_are_subtracted_and_others_are_not()
    {
        TaskView one = await AnswerAsync("[[1,2,3,4],[5,6,7,8],[1,1,1,1],[2,2,2,2]]");
        TaskView two = await AnswerAsync("[[1,2,3,4],[5,6,7,9],[1,1,1,1],[2,2,2,2]]");
        TaskView three = await AnswerAsync("[[1,2,3,4,5],[5,6,7,8,9],[1,1,1,1,1]]");
        Tab tab = await OpenAsync($"/compare?ids={one.Id},{two.Id},{three.Id}");

        await Expect(tab.Find("figure")).ToHaveCountAsync(2);
        await Expect(tab.Find("figure").First).ToHaveAttributeAsync("data-drawn", "");
        await Expect(tab.Find("figure").Nth(1)).ToContainTextAsync("The matrices differ in size");
    }

    [Fact]
    public async Task A_legend_names_the_argument_when_one_differs()
    {
        TaskView one = await Server.RunAsync("spike", new { rows = 50, at = 5 });
        TaskView two = await Server.RunAsync("spike", new { rows = 50, at = 7 });
        TaskView three = await Server.RunAsync("spike", new { rows = 40, at = 7 });

        Tab tab = await OpenAsync($"/compare?ids={one.Id},{two.Id}");
        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(1);
        await Expect(tab.Find(".plot-entry")).ToHaveTextAsync([$"#{one.Id} · at 5", $"#{two.Id} · at 7"]);
        Assert.Contains("height (m)", await new Charted(tab).TextsAsync());
        await tab.Find("[data-tool=table]").ClickAsync();
        await Expect(tab.Find(".plot-table th")).ToHaveTextAsync(
            ["row", "time (s)", $"height (m) #{one.Id} · at 5", $"height (m) #{two.Id} · at 7"]);

        await tab.GoAsync($"/compare?ids={one.Id},{three.Id}");
        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(1);
        await Expect(tab.Find(".plot-entry")).ToHaveTextAsync([$"#{one.Id}", $"#{three.Id}"]);
    }

    [Fact]
    public async Task Bars_of_other_names_are_not_compared_row_by_row()
    {
        TaskView one = await AnswerAsync("""[{"name":"a","h":1},{"name":"b","h":2}]""");
        TaskView two = await AnswerAsync("""[{"name":"b","h":2},{"name":"a","h":1}]""");
        Tab tab = await OpenAsync($"/compare?ids={one.Id},{two.Id}");

        await Expect(tab.Find("figure")).ToContainTextAsync("The names differ");
    }

    [Fact]
    public async Task Paths_are_drawn_in_one_picture_and_side_by_side()
    {
        TaskView one = await Server.RunAsync("flight", new { dt = 0.02 });
        TaskView two = await Server.RunAsync("flight", new { dt = 0.01 });
        Tab tab = await OpenAsync($"/compare?ids={one.Id},{two.Id}&view=1");
        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(1);
        await Expect(tab.Find("figcaption")).ToHaveTextAsync(new Regex(@"^all \d+ points of 2 paths$"));
        IReadOnlyList<string> texts = await new Charted(tab).TextsAsync();
        Assert.Superset(new HashSet<string>([$"#{one.Id} · dt 0.02", $"#{two.Id} · dt 0.01", "start", "end"]), new HashSet<string>(texts));
        await tab.Find(".path3d-row").FillAsync("1");
        await Expect(tab.Find(".path3d-told")).ToContainTextAsync($"#{one.Id} · dt 0.02 · row 1 · ");
        await tab.Find(".plot-group").PressAsync("End");
        await Expect(tab.Find(".path3d-told")).ToContainTextAsync($"#{two.Id} · dt 0.01 · row ");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Side by side" }).ClickAsync();

        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(2);
        await Expect(tab.Find("section h3")).ToHaveTextAsync([$"#{one.Id}", $"#{two.Id}"]);
    }

    private Task<TaskView> AnswerAsync(string json, params string[] tags) =>
        Server.RunAsync("answer", new { json }, new SubmitOptions { Tags = tags });

    /// <summary>The numbers that the plot draws.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(Tab tab)
    {
        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(1);
        await tab.Find("[data-tool=table]").ClickAsync();
        List<string> rows = [];
        foreach (ILocator row in await tab.Find(".plot-table tbody tr").AllAsync())
        {
            rows.Add(string.Join(' ', await row.Locator("td").AllTextContentsAsync()));
        }

        return rows;
    }
}
