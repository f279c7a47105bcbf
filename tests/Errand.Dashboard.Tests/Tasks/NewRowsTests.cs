using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Tasks;

/// <summary>The list keeps itself up to date, and no row moves under the pointer.</summary>
public sealed class NewRowsTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task New_tasks_come_by_themselves_while_nobody_points_at_the_list()
    {
        await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "alone");
        Tab tab = await OpenAsync("/tasks?q=tag:alone");

        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 2, y = 1 }, "alone");

        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Expect(tab.Find("[data-news] button")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task New_tasks_are_announced_while_somebody_points_at_the_list_and_known_ones_change_in_place()
    {
        TaskId first = await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "pointed");
        Tab tab = await OpenAsync("/tasks?q=tag:pointed");
        ILocator row = tab.Find($"#task-{first}");
        await row.HoverAsync();
        LocatorBoundingBoxResult? before = await row.BoundingBoxAsync();

        TaskId second = await Server.SubmitWaitingAsync("add", new { x = 2, y = 1 }, "pointed");
        await Server.Tasks.CancelAsync(first);

        ILocator news = tab.Find("[data-news] button");
        await Expect(news).ToHaveTextAsync("1 new task · show (.)");
        await Expect(row.Locator(".badge")).ToHaveTextAsync("cancelled");
        Assert.Equal(before?.Y, (await row.BoundingBoxAsync())?.Y);
        await Expect(tab.Find($"#task-{second}")).ToHaveCountAsync(0);

        await tab.Page.Keyboard.PressAsync(".");
        await Expect(tab.Find($"#task-{second}")).ToBeVisibleAsync();
        await Expect(news).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_announced_comes_once_the_pointer_leaves()
    {
        TaskId first = await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "left");
        Tab tab = await OpenAsync("/tasks?q=tag:left");
        await tab.Find($"#task-{first}").HoverAsync();
        TaskId second = await Server.SubmitWaitingAsync("add", new { x = 2, y = 1 }, "left");
        await Expect(tab.Find("[data-news] button")).ToBeVisibleAsync();

        await tab.Find("#search").HoverAsync();

        await Expect(tab.Find($"#task-{second}")).ToBeVisibleAsync();
        await Expect(tab.Find("[data-news] button")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_task_that_no_longer_belongs_to_the_list_fades_while_somebody_points_at_it()
    {
        TaskId first = await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "faded");
        TaskId second = await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "faded");
        Tab tab = await OpenAsync("/tasks?q=tag:faded+status:waiting");
        await tab.Find($"#task-{first}").HoverAsync();

        await Server.Tasks.CancelAsync(second);

        await Expect(tab.Find($"#task-{second}")).ToHaveClassAsync("gone");
        await tab.Find("#search").HoverAsync();
        await Expect(tab.Find($"#task-{second}")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_counted_stays_when_the_page_looks_again()
    {
        await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "counted");
        Tab tab = await OpenAsync("/tasks?q=tag:counted&count=1");
        await Expect(tab.Find("#count")).ToContainTextAsync("Count: 1");

        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 1 }, "counted");

        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Expect(tab.Find("#count")).ToContainTextAsync("Count: 1");
    }
}
