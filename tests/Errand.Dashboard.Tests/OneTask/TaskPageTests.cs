using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.OneTask;

/// <summary>The page of a task, as people use it.</summary>
public abstract class TaskPageTests(SharedBrowser browser, PageServer server) : BrowserTest(browser, server)
{
    [Fact]
    public async Task Progress_and_log_lines_come_as_they_are_reported_each_line_once()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        Log(gate, "before the page");
        Tab tab = await OpenAsync($"/tasks/{id}");
        await Expect(Lines(tab)).ToHaveTextAsync(["before the page"]);

        gate.Task.ReportProgress(0.25, "a quarter\u001b");
        Log(gate, "see http://host/a, and <b>this</b>\n  and that");
        Log(gate, "third\u202e");

        await Expect(Lines(tab)).ToHaveTextAsync(["before the page", "see http://host/a, and <b>this</b>\n  and that", "third\\u202e"]);
        await Expect(tab.Find("#log a[rel=noreferrer]")).ToHaveAttributeAsync("href", "http://host/a");
        await Expect(tab.Find("#progress progress")).ToHaveJSPropertyAsync("value", 0.25);
        await Expect(tab.Find("#progress [data-message]")).ToHaveTextAsync("a quarter\\u001b");
        await Expect(tab.Find(".badge.running").First).ToHaveTextAsync("running 25 %");

        gate.Open();
        await Expect(tab.Find(".task-head .badge")).ToHaveTextAsync("succeeded");
        await Expect(tab.Find("#result-text")).ToHaveTextAsync("through");
        await Expect(Lines(tab)).ToHaveCountAsync(3);
        await Expect(tab.Find("#progress")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Lines_that_are_fetched_and_lines_that_come_by_themselves_are_one_log()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        Tab tab = await OpenAsync($"/tasks/{id}");
        await Server.Requests.StreamsAsync(1);
        Log(gate, "first");
        await Expect(Lines(tab)).ToHaveTextAsync(["first"]);
        await tab.ValueAsync<object?>("errand.refresh()");
        Log(gate, "second");
        await Expect(Lines(tab)).ToHaveTextAsync(["first", "second"]);
        await tab.ValueAsync<object?>("errand.refresh()");
        await Expect(Lines(tab)).ToHaveTextAsync(["first", "second"]);
        gate.Open();
    }

    [Fact]
    public async Task A_retry_starts_a_log_of_its_own_and_folds_the_older_one()
    {
        TaskView task = await Server.RunAsync("fail", new { error = "no" });
        Tab tab = await OpenAsync($"/tasks/{task.Id}");

        await tab.Find("text=Retry").First.ClickAsync();

        await Expect(tab.Find("[data-told]")).ToHaveTextAsync(new Regex("^The task (runs again, with all of its tries|has run again)\\.$"));
        await Expect(tab.Find("#attempts tbody tr:not(.error-row)")).ToHaveCountAsync(2);
        await Expect(tab.Find(".task-head .badge")).ToHaveTextAsync("failed, 2 tries");
    }

    [Fact]
    public async Task A_running_task_is_cancelled_after_a_question()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        Tab tab = await OpenAsync($"/tasks/{id}");

        await tab.Find("text=Cancel…").ClickAsync();
        await tab.Find("#ask-cancel >> text=Back").ClickAsync();
        await Expect(tab.Find("#ask-cancel")).ToBeHiddenAsync();
        await tab.Find("text=Cancel…").ClickAsync();
        await tab.Find("text=Cancel it").ClickAsync();

        await Expect(tab.Find(".task-head .badge")).ToHaveTextAsync("cancelled");
        Assert.Equal(OutcomeState.Cancelled, (await Server.Tasks.WaitAsync(id, Waiting.Stop).Soon())!.Outcome);
    }

    [Fact]
    public async Task A_task_is_kept_with_a_note_and_deleted()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        Tab tab = await OpenAsync($"/tasks/{task.Id}");

        await tab.Find("text=Keep…").ClickAsync();
        await tab.Find("text=forever").ClickAsync();
        await tab.Find("[name=note]").FillAsync("for the paper");
        await tab.Find("#ask-keep button.primary").ClickAsync();
        await Expect(tab.Find(".task-facts")).ToContainTextAsync("kept forever: for the paper");

        await tab.Find("text=Delete…").ClickAsync();
        await tab.Find("text=Delete it").ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync("/tasks?told=deleted");
        Assert.Null(await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop));
    }

    [Fact]
    public async Task Without_a_script_a_task_is_kept_and_deleted_too()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        Tab tab = await OpenWithoutScriptAsync($"/tasks/{task.Id}", Look.Narrow);

        await tab.Find("text=Keep…").ClickAsync();
        await tab.Find("#ask-keep button.primary").ClickAsync();
        await Expect(tab.Find("[data-told]")).ToHaveTextAsync("The task is kept.");
        await tab.Find("text=Delete…").ClickAsync();
        await tab.Find("text=Delete it").ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync("/tasks?told=deleted");
        Assert.Null(await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop));
    }

    [Fact]
    public async Task A_page_whose_task_is_gone_stays_as_it_was()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        Tab tab = await OpenAsync($"/tasks/{id}");
        tab.ExpectStatus(404);
        await Server.Requests.StreamsAsync(1);

        await Server.Tasks.CancelAsync(id);
        await Expect(tab.Find(".task-head .badge")).ToHaveTextAsync("cancelled");
        await Server.Tasks.DeleteAsync(id);
        await tab.ValueAsync<object?>("errand.refresh()");

        await Expect(tab.Find("#gone")).ToContainTextAsync("This task is gone meanwhile");
        await Expect(tab.Find("#args-text")).ToContainTextAsync("\"x\": 1");
        await Expect(tab.Find("[data-actions], [data-download]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_log_is_searched_and_shown_by_level()
    {
        TaskView task = await Server.RunAsync("talk", new { lines = Enumerable.Range(0, 60).Select(i => $"line {i}").ToArray() });
        Tab tab = await OpenAsync($"/tasks/{task.Id}");

        await tab.Find("[data-log-find]").FillAsync("LINE 1");
        await Expect(tab.Find("[data-log-found]")).ToHaveTextAsync("11 of 60 lines");
        await Expect(tab.Find(".lines li:visible")).ToHaveCountAsync(11);
        await tab.Find("[data-log-find]").FillAsync("");
        await tab.Find("[data-log-level]").SelectOptionAsync("critical");
        await Expect(tab.Find(".lines li:visible")).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task The_list_that_one_came_from_leads_on()
    {
        TaskView first = await Server.RunAsync("add", new { x = 1, y = 2 });
        TaskView second = await Server.RunAsync("add", new { x = 3, y = 4 });
        Tab tab = await OpenAsync($"/tasks/{second.Id}");
        await Expect(tab.Find("[data-beside]")).ToBeHiddenAsync();
        await tab.ValueAsync<object?>($"sessionStorage.setItem('errand-list', '[{second.Id}, {first.Id}]')");
        await tab.GoAsync($"/tasks/{second.Id}");

        await Expect(tab.Find("[data-beside]")).ToContainTextAsync("1 of 2");
        await tab.Page.Keyboard.PressAsync("]");
        await Expect(tab.Page).ToHaveURLAsync($"/tasks/{first.Id}");
        await Expect(tab.Find("[data-beside]")).ToContainTextAsync("2 of 2");
    }

    private static ILocator Lines(Tab tab) => tab.Find(".lines li > span");

    private static void Log(Gate gate, string line) =>
        gate.Task.Logger.Log(LogLevel.Information, default, line, null, static (text, _) => text);
}

public sealed class SqliteTaskPageTests(SharedBrowser browser, SqlitePageServer server)
    : TaskPageTests(browser, server), IClassFixture<SqlitePageServer>;

public sealed class PostgresTaskPageTests(SharedBrowser browser, PostgresPageServer server)
    : TaskPageTests(browser, server), IClassFixture<PostgresPageServer>;
