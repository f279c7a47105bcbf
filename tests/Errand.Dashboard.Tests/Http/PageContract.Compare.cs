using System.Net;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Results side by side.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task Two_results_are_compared_by_their_plots_summaries_and_arguments()
    {
        TaskView coarse = await Server.RunAsync("flight", new { dt = 0.5, mass = 2 });
        TaskView fine = await Server.RunAsync("flight", new { dt = 0.25, mass = 2 });
        string text = WebUtility.HtmlDecode(await TextOfAsync($"/compare?ids={coarse.Id},{fine.Id}"));

        Assert.Contains($"data-ids=\"{coarse.Id},{fine.Id}\"", text, StringComparison.Ordinal);
        Assert.Contains("data-compare=\"overlay\"", text, StringComparison.Ordinal);
        Assert.Contains($"/compare?ids={coarse.Id},{fine.Id}&mode=difference", text, StringComparison.Ordinal);
        Assert.Contains("−0.25 (−0.365 %)", text, StringComparison.Ordinal); // range: 68.57 and 68.32
        Assert.Contains("<th scope=\"row\">dt</th>", text, StringComparison.Ordinal);
        Assert.Contains("−0.25 (−50 %)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<th scope=\"row\">mass</th>", text, StringComparison.Ordinal);
        Assert.Contains($"/compare?ids={fine.Id},{coarse.Id}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_was_left_out_has_its_default_there_and_the_arguments_come_first()
    {
        TaskView usual = await Server.RunAsync("flight", new { dt = 0.5 });
        TaskView heavy = await Server.RunAsync("flight", new { dt = 0.5, mass = 2 });
        string text = WebUtility.HtmlDecode(await TextOfAsync($"/compare?ids={usual.Id},{heavy.Id}"));

        Assert.Matches("<th scope=\"row\">mass</th>\\s*<td class=\"number muted\" title=\"[^\"]+\">0\\.145 · default</td>", text);
        Assert.True(text.IndexOf("Arguments that differ", StringComparison.Ordinal) < text.IndexOf("data-compare=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_without_arguments_adds_no_row_without_a_name()
    {
        TaskView empty = await Server.RunAsync("far", new { }, new SubmitOptions { Queue = "default" });
        TaskView full = await Server.RunAsync("far", new { x = 3 }, new SubmitOptions { Queue = "default" });
        string text = WebUtility.HtmlDecode(await TextOfAsync($"/compare?ids={empty.Id},{full.Id}"));

        Assert.DoesNotContain("<th scope=\"row\"></th>", text, StringComparison.Ordinal);
        Assert.Contains(">0 · default</td>", text, StringComparison.Ordinal);
        Assert.Contains("+3", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_said()
    {
        TaskView flight = await Server.RunAsync("flight", new { dt = 0.5 });
        TaskView failed = await Server.RunAsync("fail", new { error = "no" });
        TaskView sum = await Server.RunAsync("add", new { x = 1, y = 2 });
        string text = await TextOfAsync($"/compare?ids={flight.Id},{failed.Id},{sum.Id},999999");

        Assert.Contains("Task 999999 is not here", text, StringComparison.Ordinal);
        Assert.Contains($"Task {failed.Id} has no result to compare: it failed.", text, StringComparison.Ordinal);
        Assert.Contains("These tasks have no plot in common.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_begins_with_one_task_and_finds_the_one_before()
    {
        TaskView before = await Server.RunAsync("flight", new { dt = 0.5 });
        TaskView task = await Server.RunAsync("flight", new { dt = 0.25 });

        Answer found = await Client.GetAsync($"/compare?ids={task.Id}&with=previous");
        Assert.Equal((303, $"/compare?ids={before.Id},{task.Id}"), ((int)found.Status, found.Location));
        Assert.Contains($"href=\"/compare?ids={task.Id}&amp;with=previous\"", await TextOfAsync($"/tasks/{task.Id}"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/compare?ids={task.Id}&amp;with=previous\"", await TextOfAsync($"/compare?ids={task.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_are_added_by_a_form_that_works_without_script()
    {
        Answer added = await Client.GetAsync("/compare?ids=4,5&id=%236");

        Assert.Equal((303, "/compare?ids=4,5,6"), ((int)added.Status, added.Location));
        Assert.Equal("/compare?ids=7,8", (await Client.GetAsync("/compare?q=&columns=&id=7&id=8&id=7")).Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?ids=")]
    [InlineData("?ids=x,-1,0,99999999999999999999")]
    public async Task Without_tasks_the_page_says_how_to_compare(string query) =>
        Assert.Contains("Nothing to compare yet", await TextOfAsync($"/compare{query}"), StringComparison.Ordinal);

    [Fact]
    public async Task No_more_than_eight_tasks_are_compared()
    {
        List<long> ids = [];
        for (int i = 0; i < 9; i++)
        {
            ids.Add((await Server.RunAsync("add", new { x = i, y = 2 })).Id);
        }

        string text = await TextOfAsync($"/compare?ids={string.Join(',', ids)}");
        Assert.Contains("No more than 8 tasks can be compared", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"#{ids[^1]} add", text, StringComparison.Ordinal);
    }
}
