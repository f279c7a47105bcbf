using System.Net;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The list of tasks.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task A_row_tells_what_became_of_a_task()
    {
        TaskView failed = await Server.RunAsync("fail", new { error = "singular <matrix>\u202e\nat line 2" }, new() { Tags = ["row"] });
        TaskId waiting = await Server.SubmitWaitingAsync("add", new { x = 12345, y = -1 }, "row");
        string html = (await Client.GetAsync("/tasks?q=tag:row")).IsPage().Text;

        string first = Row(html, waiting.Value);
        Assert.Contains("<span>waiting</span>", first, StringComparison.Ordinal);
        Assert.Contains($"href=\"/tasks/{waiting}\"", first, StringComparison.Ordinal);
        Assert.Contains("data-since=", first, StringComparison.Ordinal);
        Assert.Contains("12345", first, StringComparison.Ordinal);
        Assert.Contains(">args</span>", first, StringComparison.Ordinal);
        Assert.Contains(TestTypes.UnservedQueue, first, StringComparison.Ordinal);
        string second = Row(html, failed.Id);
        Assert.Contains("<span>failed</span>", second, StringComparison.Ordinal);
        Assert.Contains(@"singular &lt;matrix&gt;\u202e at line 2</bdi>", second, StringComparison.Ordinal);
        Assert.DoesNotContain("data-since", second, StringComparison.Ordinal);
        Assert.True(html.IndexOf(first, StringComparison.Ordinal) < html.IndexOf(second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_succeeded_task_shows_its_summary_and_chosen_columns_show_members()
    {
        TaskView flight = await Server.RunAsync("flight", new { dt = 0.5 }, new() { Tags = ["members"] });
        string usual = Row((await Client.GetAsync("/tasks?q=tag:members")).IsPage().Text, flight.Id);
        Assert.Contains("68.57", usual, StringComparison.Ordinal);
        Assert.Contains(">summary</span>", usual, StringComparison.Ordinal);

        Answer page = (await Client.GetAsync("/tasks?q=tag:members&columns=finished,args.dt&columns=summary.range")).IsPage();
        string chosen = Row(page.Text, flight.Id);
        Assert.Contains("<bdi title=\"0.5\">0.5</bdi>", chosen, StringComparison.Ordinal);
        Assert.Contains("<bdi title=\"68.57\">68.57</bdi>", chosen, StringComparison.Ordinal);
        Assert.Contains(">args.dt</th>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"queue\"", page.Text, StringComparison.Ordinal);
        // What comes next keeps them.
        Assert.Contains("/tasks?q=tag:members+status:waiting&columns=finished,args.dt,summary.range", page.Addresses());
        Assert.Contains("name=\"columns\" value=\"finished,args.dt,summary.range\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_on_page_by_page_and_back_to_the_newest()
    {
        IReadOnlyList<TaskId> ids = await SubmitManyAsync(51, "paged");
        Answer first = (await Client.GetAsync("/tasks?q=tag:paged")).IsPage();
        Assert.Equal(50, Rows(first.Text));
        Assert.DoesNotContain("Newest", first.Text, StringComparison.Ordinal);

        string older = first.Addresses().Single(address => address.Contains("cursor=", StringComparison.Ordinal));
        Answer second = (await Client.GetAsync(older)).IsPage();
        Assert.Equal(1, Rows(second.Text));
        Assert.Contains($"id=\"task-{ids[0]}\"", second.Text, StringComparison.Ordinal);
        Assert.Contains("Newest", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Older", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_another_search_leads_to_its_first_page()
    {
        Answer answer = (await Client.GetAsync("/tasks?q=type:add&columns=created&cursor=nonsense")).Is(303);
        Assert.Equal("/tasks?q=type:add&columns=created", answer.Location);
    }

    [Fact]
    public async Task Tasks_are_counted_when_somebody_asks_and_not_when_the_script_looks_again()
    {
        await SubmitManyAsync(3, "counted");
        Answer page = (await Client.GetAsync("/tasks?q=tag:counted")).IsPage();
        Assert.DoesNotContain("Count:", page.Text, StringComparison.Ordinal);
        Assert.Contains("/tasks?q=tag:counted&count=1", page.Addresses());

        Answer counted = (await Client.GetAsync("/tasks?q=tag:counted&count=1")).IsPage();
        Assert.Matches(@"Count:\s+3\s", counted.Text);
        Answer again = (await Client.GetFragmentAsync("/tasks?q=tag:counted&count=1")).IsPage();
        Assert.DoesNotContain("Count:", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_cannot_be_read_is_marked_and_nothing_is_searched()
    {
        Answer page = (await Client.GetAsync("/tasks?q=type:add+colour:%3Cred%3E")).IsPage(422);

        Assert.Contains("<code>type:add <mark>colour:&lt;red&gt;</mark></code>", page.Text, StringComparison.Ordinal);
        Assert.Contains("colour is no key", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"type:add colour:&lt;red&gt;\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page.Text, StringComparison.Ordinal);
        Assert.Contains("/tasks", page.Addresses());
    }

    [Theory]
    [InlineData("192")]
    [InlineData("%23192")]
    [InlineData("+192+")]
    public async Task A_number_leads_to_the_task(string text) =>
        Assert.Equal("/tasks/192", (await Client.GetAsync($"/tasks?q={text}")).Is(303).Location);

    [Fact]
    public async Task A_search_that_finds_nothing_can_be_cleared()
    {
        Answer page = (await Client.GetAsync("/tasks?q=tag:nowhere")).IsPage();

        Assert.Contains("No task matches", page.Text, StringComparison.Ordinal);
        Assert.Contains("<code>tag:nowhere</code>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Clear the search", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type:flight+dt>0.1", 200, "type:flight+args.dt:%3E0.1")]
    [InlineData("dt:0.5", 422, "args.dt:0.5")]
    public async Task What_may_have_been_meant_is_a_link(string search, int status, string meant)
    {
        Answer page = (await Client.GetAsync($"/tasks?q={search}")).IsPage(status);

        Assert.Contains("Did you mean", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/tasks?q={meant}", page.Addresses());
    }

    [Fact]
    public async Task Names_and_values_of_tasks_are_text_wherever_they_stand()
    {
        string evil = "\"><script>alert(1)</script>";
        TaskView task = await Server.RunAsync("echo", new Dictionary<string, object> { [evil] = evil }, new() { Tags = ["evil"] });
        Answer page = (await Client.GetAsync($"/tasks?q=tag:evil&columns=tags,args,{Uri.EscapeDataString($"args.{evil}")}")).IsPage();

        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.Contains("alert(1)", WebUtility.HtmlDecode(Row(page.Text, task.Id)), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<TaskId>> SubmitManyAsync(int count, string tag) => await Server.Tasks.SubmitAsync(
        [
            .. Enumerable.Range(0, count).Select(x => new NewTask(
                "add", new { x, y = 1 }, new SubmitOptions { Queue = TestTypes.UnservedQueue, Tags = [tag] })),
        ],
        Waiting.Stop).Soon();

    private static int Rows(string html) => html.Split("id=\"task-").Length - 1;

    private static string Row(string html, long id)
    {
        int start = html.IndexOf($"id=\"task-{id}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"Task {id} is not there: {html}");
        return html[start..html.IndexOf("</tr>", start, StringComparison.Ordinal)];
    }
}
