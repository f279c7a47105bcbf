using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The page of a result.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task A_result_has_a_tab_for_each_way_to_look_at_it()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        string path = $"/tasks/{task.Id}/result";

        string first = await TextOfAsync(path);
        string last = await TextOfAsync($"{path}?view=4");

        Assert.Contains($"<title>Result of #{task.Id} flight · Errand</title>", first, StringComparison.Ordinal);
        Assert.Equal(["Over t", "r", "Rows", "Values", "JSON"], TabsOf(first).Select(tab => tab.Title));
        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => $"{path}?view={i}"), TabsOf(first).Select(tab => tab.Address));
        Assert.Equal("Over t", Assert.Single(TabsOf(first), tab => tab.IsCurrent).Title);
        Assert.Equal("JSON", Assert.Single(TabsOf(last), tab => tab.IsCurrent).Title);
    }

    [Fact]
    public async Task A_plot_is_told_what_to_draw_and_where_its_data_are()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        string text = await TextOfAsync($"/tasks/{task.Id}/result?view=1");

        var view = JsonElement.Parse(WebUtility.HtmlDecode(Attribute().Match(text).Groups[1].Value));
        Assert.Equal(("path", 3), (view.GetProperty("kind").GetString(), view.GetProperty("y").GetArrayLength()));
        Assert.Contains($"data-result=\"/v1/tasks/{task.Id}/result\"", text, StringComparison.Ordinal);
        Assert.Contains("path3d.js", text, StringComparison.Ordinal);
        Assert.DoesNotContain("uPlot.iife", text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/tasks/{task.Id}/result?view=2\">table</a>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_shows_cells_as_they_are_stored_sorted_and_page_by_page()
    {
        string rows = string.Join(',', Enumerable.Range(0, 250).Select(i => $$"""{"n":{{i}}.50,"name":"row {{i}}"}"""));
        TaskView task = await Server.RunAsync("answer", new { json = $"[{rows}]" });
        string path = $"/tasks/{task.Id}/result";
        int table = TabsOf(await TextOfAsync(path)).FindIndex(tab => tab.Title == "Rows");

        string first = await TextOfAsync($"{path}?view={table}");
        string last = await TextOfAsync($"{path}?view={table}&offset=200");
        string sorted = await TextOfAsync($"{path}?view={table}&sort=-n");

        Assert.Contains("Rows 0 to 99 of 250.", first, StringComparison.Ordinal);
        Assert.Contains("<span>0.50</span>", first, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}?view={table}&amp;offset=100\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"prev\"", first, StringComparison.Ordinal);
        Assert.Contains("Rows 200 to 249 of 250.", last, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", last, StringComparison.Ordinal);
        Assert.Contains("Rows 0 to 99 of 250, by n.", sorted, StringComparison.Ordinal);
        Assert.Contains("aria-sort=\"descending\"", sorted, StringComparison.Ordinal);
        Assert.Contains("<span>249.50</span>", sorted, StringComparison.Ordinal);
        Assert.DoesNotContain("<span>0.50</span>", sorted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_some_members_of_a_result_has_these_as_columns()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        string text = await TextOfAsync($"/tasks/{task.Id}/result?view=2");

        Assert.Contains("50 rows.", text, StringComparison.Ordinal);
        Assert.Equal(["t", "r.x", "r.y", "r.z"], Header().Matches(text).Select(match => match.Groups[1].Value.Trim()));
    }

    [Theory]
    [InlineData("3.10", "3.10")]
    [InlineData("null", "null")]
    [InlineData("\"a & b\"", "a &amp; b")]
    public async Task A_single_value_is_shown_as_it_is_stored(string json, string shown)
    {
        TaskView task = await Server.RunAsync("answer", new { json });

        Assert.Contains($"id=\"result-text\">{shown}", await TextOfAsync($"/tasks/{task.Id}/result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_shown_level_by_level_when_it_is_long()
    {
        TaskView task = await Server.RunAsync("large", new { rows = 2000 });
        string path = $"/tasks/{task.Id}/result?view=3";

        string top = await TextOfAsync(path);
        string members = await TextOfAsync($"{path}&at=%2Fmembers&offset=100");
        string one = await TextOfAsync($"{path}&at=%2Fmembers%2F7%2Finner");

        Assert.Contains($"href=\"{path}&amp;at=%2Fmembers\"", top, StringComparison.Ordinal);
        Assert.Contains("100 to 199 of 2,000.", members, StringComparison.Ordinal);
        Assert.Contains("&amp;at=%2Fmembers%2F100\"", members, StringComparison.Ordinal);
        Assert.Contains("&quot;half&quot;</span>: 3.5", one, StringComparison.Ordinal);
        Assert.Contains("&amp;at=%2Fmembers%2F7\"", one, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?view=3&at=%2Fnothing")]
    [InlineData("?view=2&sort=nothing")]
    [InlineData("?view=99")]
    [InlineData("?view=-1&offset=x")]
    [InlineData("?view=2&offset=99999999999999999999")]
    [InlineData("?view=2&offset=2000000000")]
    [InlineData("?view=3&at=nothing")]
    public async Task An_address_that_asks_for_what_is_not_there_is_still_a_page(string query)
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });

        Assert.Equal(5, TabsOf(await TextOfAsync($"/tasks/{task.Id}/result{query}")).Count);
    }

    [Fact]
    public async Task A_task_without_a_result_says_why()
    {
        TaskId waiting = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        TaskView failed = await Server.RunAsync("fail", new { error = "singular matrix" });

        string page = await TextOfAsync($"/tasks/{waiting}/result");
        Assert.Contains("There is no result yet: the task waits.", page, StringComparison.Ordinal);
        Assert.Contains($"data-live=\"/v1/tasks/{waiting}/events\"", page, StringComparison.Ordinal);
        Assert.Contains("singular matrix", await TextOfAsync($"/tasks/{failed.Id}/result"), StringComparison.Ordinal);
        (await Client.GetAsync("/tasks/999999/result")).Is(404, "text/html; charset=utf-8");
    }

    private async Task<string> TextOfAsync(string path) => (await Client.GetAsync(path)).IsPage().Text;

    private static List<(string Address, string Title, bool IsCurrent)> TabsOf(string page)
    {
        string views = page[page.IndexOf("aria-label=\"Views of the result\"", StringComparison.Ordinal)..];
        return
        [
            .. Tab().Matches(views[..views.IndexOf("</nav>", StringComparison.Ordinal)])
                .Select(match => (match.Groups[1].Value, match.Groups[3].Value, match.Groups[2].Length > 0)),
        ];
    }

    [GeneratedRegex("<a href=\"([^\"]*)\" data-soft( aria-current=\"true\")?>([^<]*)</a>")]
    private static partial Regex Tab();

    [GeneratedRegex("data-view=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("<a href=\"[^\"]*sort=[^\"]*\" data-soft>([^<]*)<")]
    private static partial Regex Header();
}
