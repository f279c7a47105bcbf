using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The first page.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task The_first_page_says_what_is_wrong_what_to_do_and_where_to_look()
    {
        await Server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "home-gpu" });

        Answer page = (await Client.GetAsync("/")).IsPage();

        Assert.Contains("Queue home-gpu waits", page.Text, StringComparison.Ordinal);
        Assert.Contains("Start a handler with HANDLER_QUEUES=home-gpu.", page.Text, StringComparison.Ordinal);
        Assert.Contains("/queues/home-gpu", page.Addresses());
        Assert.Contains("/tasks?q=queue:home-gpu+status:waiting", page.Addresses());
    }

    [Fact]
    public async Task Numbers_lead_to_the_search_that_lists_them()
    {
        Answer page = (await Client.GetAsync("/?type=add")).IsPage();

        Assert.Superset(
            new HashSet<string>(
            [
                "/tasks?q=type:add+status:waiting", "/tasks?q=type:add+status:running", "/tasks?q=type:add+status:done+finished:%3C1h",
                "/tasks?q=type:add+outcome:failed+finished:%3C1h",
            ]),
            page.Addresses().ToHashSet());
        foreach (string search in page.Addresses().Where(address => address.StartsWith("/tasks?", StringComparison.Ordinal)))
        {
            (await Client.GetAsync(search)).IsPage();
        }
    }

    [Fact]
    public async Task What_runs_is_shown_with_its_progress()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        gate.Task.ReportProgress(0.25, "landed <soon>");
        await ProgressAsync(id);

        string running = Part((await Client.GetAsync("/")).IsPage(), "running");

        Assert.Contains($"href=\"/tasks/{id}\"", running, StringComparison.Ordinal);
        Assert.Contains("value=\"0.25\"", running, StringComparison.Ordinal);
        Assert.Contains("25 %", running, StringComparison.Ordinal);
        Assert.Contains("landed &lt;soon&gt;", running, StringComparison.Ordinal);
        Assert.Contains("data-since=", running, StringComparison.Ordinal);
        gate.Open();
    }

    [Fact]
    public async Task The_last_results_are_shown_with_their_summary_and_their_first_line()
    {
        TaskView flight = await Server.RunAsync("flight", new { dt = 0.01 });
        TaskView sum = await Server.RunAsync("add", new { x = 20, y = 22 });
        string flights = Part((await Client.GetAsync("/?type=flight")).IsPage(), "results");
        string sums = Part((await Client.GetAsync("/?type=add")).IsPage(), "results");

        Assert.Contains($"href=\"/tasks/{flight.Id}\"", flights, StringComparison.Ordinal);
        Assert.Contains("68.08", flights, StringComparison.Ordinal);
        Assert.Contains("class=\"result-line\"", flights, StringComparison.Ordinal);
        Assert.Contains($"href=\"/tasks/{sum.Id}\"", sums, StringComparison.Ordinal);
        Assert.Contains("42", sums, StringComparison.Ordinal);
        Assert.DoesNotContain("result-line", sums, StringComparison.Ordinal);
        Assert.DoesNotContain($"/tasks/{flight.Id}\"", sums, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_drawn_of_a_mebibyte_of_results_and_no_more()
    {
        await Server.RunAsync("large", new { rows = 100 });
        await Server.RunAsync("large", new { rows = 20_000 });
        await Server.RunAsync("large", new { rows = 100 });

        string results = Part((await Client.GetAsync("/?type=large")).IsPage(), "results");

        string[] items = results.Split("<li>")[1..4];
        Assert.Equal([true, false, true], items.Select(item => item.Contains("class=\"result-line\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1h")]
    [InlineData("6h")]
    [InlineData("24h")]
    [InlineData("7d")]
    [InlineData("90d")]
    public async Task Charts_go_as_far_back_as_the_address_says_and_have_their_numbers_in_words(string range)
    {
        await Server.RunAsync("add", new { x = 1, y = 2 });
        await EndedAsync("add");
        Answer page = (await Client.GetAsync($"/?range={range}&type=add")).IsPage();

        Assert.Matches($"aria-current=\"true\"[^>]*>{range}<", page.Text);
        string finished = Part(page, "finished", "</figure>");
        Assert.Matches("<title>[^<]*[0-9,]+ succeeded</title>", finished);
        Assert.Contains("The numbers</summary>", finished, StringComparison.Ordinal);
        Assert.Matches("<title>[^<]*: wait p50 [0-9.]+ m?s", Part(page, "times", "</figure>"));
        // A type that was chosen stays when another range is.
        Assert.Contains("/?range=7d&type=add", page.Addresses());
    }

    [Fact]
    public async Task A_type_that_is_none_is_text_and_has_no_tasks()
    {
        Answer page = (await Client.GetAsync("/?type=%3Cscript%3E")).IsPage();

        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"&lt;script&gt;\" selected>&lt;script&gt;</option>", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Ends when the progress of a task is stored.</summary>
    private async Task ProgressAsync(TaskId id)
    {
        await foreach (TaskUpdate update in Server.Tasks.FollowAsync(id, cancellationToken: Waiting.Stop))
        {
            if (update is TaskProgressUpdate)
            {
                return;
            }
        }
    }

    /// <summary>Ends when it is written down that a task of a type has ended.</summary>
    private async Task EndedAsync(string type)
    {
        await foreach (ChangeHint _ in Server.Tasks.WatchAsync(HintTopics.Stats, Waiting.Stop))
        {
            ServerStats stats = await Server.Tasks.FindStatsAsync(Waiting.Stop);
            if (stats.Types.Any(each => each.Name == type && each.Succeeded > 0))
            {
                return;
            }
        }
    }

    /// <summary>The section or the figure with an id.</summary>
    private static string Part(Answer page, string id, string end = "</section>")
    {
        int start = page.Text.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no {id}: {page.Text}");
        return page.Text[start..page.Text.IndexOf(end, start, StringComparison.Ordinal)];
    }
}
