using System.Diagnostics;
using System.Globalization;
using System.Net;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The page of a task.</summary>
public abstract partial class PageContract
{
    private const string Hostile = "<script>alert(1)</script>\u001b[31m \u202e\"';--";

    [Fact]
    public async Task The_page_of_a_task_shows_its_state_arguments_and_result()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 }, new SubmitOptions { Tags = ["night"] });

        string text = await PageOfAsync(task.Id);

        Assert.Contains($"<title>#{task.Id} flight · Errand</title>", text, StringComparison.Ordinal);
        Assert.Contains("<span>succeeded</span>", text, StringComparison.Ordinal);
        Assert.Contains("<span class=\"json-name\">&quot;dt&quot;</span>: 0.125", text, StringComparison.Ordinal);
        Assert.Contains("68.195", text, StringComparison.Ordinal);
        Assert.Matches("<div><dt>mass</dt><dd>0\\.145 · default</dd></div>", WebUtility.HtmlDecode(text));
        Assert.Contains("4 members", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/tasks?q=tag:night\"", text, StringComparison.Ordinal);
        Assert.Contains($"/v1/tasks/{task.Id}/result?download=1\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("format=csv", text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live=\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_of_a_task_is_shown_and_a_link_where_a_setting_says_so()
    {
        ErrandApp app = await Server.StartAsync("web", "--ERRAND_TRACE_URL", "https://jaeger.example/trace/{traceId}?a=1&b=2");
        using var client = new PageClient(PageServer.AddressOf(app));
        using Activity trace = new Activity("mine").SetIdFormat(ActivityIdFormat.W3C).Start();
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });

        Assert.Matches($"<dt>Trace</dt>\\s*<dd class=\"mono\">{trace.TraceId}</dd>", await PageOfAsync(task.Id));
        Assert.Contains(
            $"<a href=\"https://jaeger.example/trace/{trace.TraceId}?a=1&amp;b=2\">{trace.TraceId}</a>",
            (await client.GetAsync($"/tasks/{task.Id}")).IsPage().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2.50, 3]", true, true)]
    [InlineData("""[{ "a": 1 }, { "a": 2 }]""", true, false)]
    [InlineData("""{ "a": "x" }""", false, false)]
    public async Task A_result_can_be_downloaded_in_the_forms_that_it_has(string result, bool isTable, bool isNumbers)
    {
        TaskView task = await Server.RunAsync("answer", new { json = result });
        string text = await PageOfAsync(task.Id);

        Assert.Equal(isTable, text.Contains("format=csv", StringComparison.Ordinal));
        Assert.Equal(isNumbers, text.Contains("format=npy", StringComparison.Ordinal));
        foreach (string address in DownloadsOf(text))
        {
            Answer answer = (await Client.GetAsync(address)).Is(200);
            Assert.StartsWith("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_large_result_the_page_tells_what_is_in_it()
    {
        TaskView task = await Server.RunAsync("large", new { rows = 2000 });
        string text = await PageOfAsync(task.Id, "?view=3");

        Assert.Contains("aria-current=\"true\">JSON</a>", text, StringComparison.Ordinal);
        Assert.Contains("2,000 records", text, StringComparison.Ordinal);
        Assert.Contains("a text of 26 characters: a result with many members", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 0, 40_000);
        Assert.Equal(4, DownloadsOf(text).Count);
        foreach (string address in DownloadsOf(text))
        {
            (await Client.GetAsync(address)).Is(200, "application/json");
        }
    }

    [Fact]
    public async Task A_failed_task_shows_its_error_first_and_can_be_retried()
    {
        TaskView task = await Server.RunAsync("fail", new { error = "line one\n  line two " + Hostile });
        string text = await PageOfAsync(task.Id);

        Assert.Contains("<strong>Failed for good: it is not retried by itself</strong>", text, StringComparison.Ordinal);
        Assert.Matches("class=\"button primary\" href=\"/types/fail\\?from=[0-9]+\">Change and run again…</a>", WebUtility.HtmlDecode(text));
        Assert.Contains("<button>Retry</button>", text, StringComparison.Ordinal);
        Assert.Contains("line one&#xA;  line two &lt;script&gt;alert(1)&lt;/script&gt;\\u001b[31m \\u202e", text, StringComparison.Ordinal);
        Assert.Contains($"action=\"/tasks/{task.Id}/retry\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/result?", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_given_is_not_shown_as_a_default_and_what_has_none_is_not_shown()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125, mass = 2 });
        TaskView sum = await Server.RunAsync("add", new { x = 1, y = 2 });

        Assert.DoesNotContain("· default", WebUtility.HtmlDecode(await PageOfAsync(task.Id)), StringComparison.Ordinal);
        Assert.DoesNotContain("· default", WebUtility.HtmlDecode(await PageOfAsync(sum.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_failed_otherwise_is_first_of_all_retried()
    {
        TaskView task = await Server.RunAsync("fail-once", new { error = "no" }, new SubmitOptions { MaxAttempts = 1 });
        string text = WebUtility.HtmlDecode(await PageOfAsync(task.Id));

        Assert.Contains("<button class=\"primary\">Retry</button>", text, StringComparison.Ordinal);
        Assert.Contains(">Run again…</a>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_a_task_says_becomes_markup()
    {
        TaskView task = await Server.RunAsync("echo", new Dictionary<string, string> { [Hostile] = Hostile });
        TaskView talker = await Server.RunAsync("talk", new { lines = new[] { Hostile + " http://host/?a=<b>" } });

        foreach (string text in (string[])[await PageOfAsync(task.Id), await PageOfAsync(talker.Id)])
        {
            Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_waiting_task_says_why_and_listens_to_its_own_events()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        TaskExplanation why = (await Server.Tasks.ExplainAsync(id, Waiting.Stop))!;
        string text = await PageOfAsync(id.Value);

        Assert.Contains(WebUtility.HtmlEncode(why.Sentence), text, StringComparison.Ordinal);
        Assert.Contains($"data-live=\"/v1/tasks/{id}/events\"", text, StringComparison.Ordinal);
        Assert.Contains("There is no result yet: the task waits.", text, StringComparison.Ordinal);
        Assert.Contains($"action=\"/tasks/{id}/cancel\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_task_says_when_it_starts_as_people_read_it()
    {
        TaskId id = await Server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Delay = TimeSpan.FromDays(6) });
        DateTimeOffset due = (await Server.Tasks.FindAsync(id, Waiting.Stop))!.RunAt!.Value;
        string text = await PageOfAsync(id.Value);

        string shown = due.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.Matches($"It is to start at <time [^>]*data-exact>{shown} UTC</time> \\(<time [^>]*>[^<]*</time>\\)\\.", text);
    }

    [Fact]
    public async Task A_running_task_shows_its_progress()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        await ReportAsync(gate, id, 0.71, "0.9 s in the air");

        string text = await PageOfAsync(id.Value);

        Assert.Contains("<span>running 71 %</span>", text, StringComparison.Ordinal);
        Assert.Contains("value=\"0.71\"", text, StringComparison.Ordinal);
        Assert.Contains("0.9 s in the air", text, StringComparison.Ordinal);
        Assert.Contains("There is no result yet: the task runs.", text, StringComparison.Ordinal);
        gate.Open();
    }

    [Fact]
    public async Task The_log_has_every_line_of_a_run_and_leads_to_all_of_it()
    {
        string[] lines = [.. Enumerable.Range(0, 1200).Select(i => $"line number {i}.")];
        TaskView task = await Server.RunAsync("talk", new { lines });
        string text = await PageOfAsync(task.Id);
        string severe = await PageOfAsync(task.Id, "?level=error");

        Assert.Contains(">line number 0.<", text, StringComparison.Ordinal);
        Assert.Contains(">line number 999.<", text, StringComparison.Ordinal);
        Assert.Equal(1001, Count(text, "data-line="));
        Assert.Equal(332, Count(severe, "data-line="));
        Assert.Contains("<option value=\"error\" selected>", severe, StringComparison.Ordinal);
        Assert.Contains($"href=\"/v1/tasks/{task.Id}/logs\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_try_is_shown_with_its_error_and_its_log_apart()
    {
        TaskView task = await Server.RunAsync("fail-once", new { error = "not yet" });
        string text = await PageOfAsync(task.Id);

        Assert.Contains("try 1 failed after", text, StringComparison.Ordinal);
        Assert.Contains("try 2 succeeded after", text, StringComparison.Ordinal);
        Assert.Contains("<b>exception</b> not yet", text, StringComparison.Ordinal);
        Assert.Contains("<span>failed</span>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("0")]
    [InlineData("x")]
    [InlineData("7.5")]
    [InlineData("%3Cb%3E")]
    public async Task A_task_that_is_not_there_has_a_page_that_says_so(string id)
    {
        Answer answer = (await Client.GetAsync($"/tasks/{id}")).IsPage(404);

        Assert.Contains("There is no such task", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", answer.Text, StringComparison.Ordinal);
    }

    private async Task<string> PageOfAsync(long id, string query = "") => (await Client.GetAsync($"/tasks/{id}{query}")).IsPage().Text;

    /// <summary>Returns when the store has what a held task reports.</summary>
    private async Task ReportAsync(Gate gate, TaskId id, double value, string message)
    {
        gate.Task.ReportProgress(value, message);
        await foreach (TaskUpdate update in Server.Tasks.FollowAsync(id, cancellationToken: Waiting.Stop))
        {
            if (update is TaskProgressUpdate { Progress: { } progress } && progress.Message == message)
            {
                return;
            }
        }
    }

    private static List<string> DownloadsOf(string page) =>
        [.. System.Text.RegularExpressions.Regex.Matches(page, "href=\"([^\"]*result\\?[^\"]*)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
