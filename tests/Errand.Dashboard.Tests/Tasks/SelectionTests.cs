using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Tasks;

/// <summary>Tasks of the list are selected, and something is done with them.</summary>
public sealed class SelectionTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task A_click_with_shift_selects_all_rows_between()
    {
        await SubmitAsync(5, "range");
        Tab tab = await OpenAsync("/tasks?q=tag:range");
        await Expect(tab.Find("#selection")).ToBeHiddenAsync();

        await Box(tab, 2).ClickAsync();
        await Box(tab, 4).ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });

        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("3 selected:");
        await Expect(tab.Find("tr[aria-selected=true]")).ToHaveCountAsync(3);
        await Box(tab, 3).ClickAsync();
        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("2 selected:");
        await tab.Find("[data-unselect]").ClickAsync();
        await Expect(tab.Find("#selection")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_selection_survives_new_looks_and_other_pages()
    {
        await SubmitAsync(51, "survivor");
        Tab tab = await OpenAsync("/tasks?q=tag:survivor");
        await Box(tab, 1).ClickAsync();
        await tab.Find("[rel=next]").ClickAsync();
        await Expect(tab.Find("tbody tr")).ToHaveCountAsync(1);
        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("1 selected, on other pages:");
        await Box(tab, 1).ClickAsync();
        await tab.ValueAsync<object>("errand.refresh().then(() => null)");
        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("2 selected, 1 of them on other pages:");

        await tab.Find("#selection [value=cancel]").ClickAsync();
        await tab.Find("#actions").GetByText("Cancel 2 tasks").ClickAsync();

        await Expect(tab.Find("[data-told]")).ToHaveTextAsync("2 cancelled.");
        await Expect(tab.Find("#selection")).ToBeHiddenAsync();
        Assert.Equal(2, (await Server.Tasks.ListAsync(new() { Search = "tag:survivor outcome:cancelled" }, Waiting.Stop)).Items.Count);
    }

    [Fact]
    public async Task A_selection_ends_with_its_search_and_stands_alone_while_it_lasts()
    {
        await SubmitAsync(2, "mine");
        await SubmitAsync(2, "other");
        Tab tab = await OpenAsync("/tasks?q=tag:mine");
        await Expect(tab.Find(".bulk")).ToBeVisibleAsync();
        await Box(tab, 1).ClickAsync();
        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("1 selected:");
        await Expect(tab.Find(".bulk")).ToBeHiddenAsync();
        await tab.ValueAsync<object>("errand.refresh().then(() => null)");
        await Expect(tab.Find(".bulk")).ToBeHiddenAsync();

        await tab.Find("#search").FillAsync("tag:other");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Find("tbody tr")).ToHaveCountAsync(2);
        await Expect(tab.Find("#selection")).ToBeHiddenAsync();
        await Expect(tab.Find(".bulk")).ToBeVisibleAsync();
        await Box(tab, 2).ClickAsync();
        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("1 selected:");
    }

    [Fact]
    public async Task Keys_walk_along_the_rows_select_and_open_them()
    {
        IReadOnlyList<TaskId> ids = await SubmitAsync(3, "keys");
        Tab tab = await OpenAsync("/tasks?q=tag:keys");

        await tab.Page.Keyboard.TypeAsync("jjx");
        await Expect(tab.Find($"#task-{ids[1]} a")).ToBeFocusedAsync();
        await Expect(tab.Find($"#task-{ids[1]}")).ToHaveAttributeAsync("aria-selected", "true");
        await tab.Page.Keyboard.TypeAsync("kxx");
        await Expect(tab.Find($"#task-{ids[2]} a")).ToBeFocusedAsync();
        await Expect(tab.Find("[data-selected]")).ToHaveTextAsync("1 selected:");

        await tab.Page.RouteAsync($"**/tasks/{ids[2]}", route => route.FulfillAsync(new RouteFulfillOptions { Body = "the task" }));
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, $"/tasks/{ids[2]}").ToString());
    }

    [Fact]
    public async Task Deleting_asks_in_a_dialog_that_can_be_left()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 }, new() { Tags = ["bin"] });
        Tab tab = await OpenAsync("/tasks?q=tag:bin");
        await Box(tab, 1).ClickAsync();

        await tab.Find("#selection [value=delete]").ClickAsync();
        ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = $"Delete task {task.Id}?" });
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByText("Back").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.NotNull(await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop));

        await tab.Find("#selection [value=delete]").ClickAsync();
        await dialog.GetByText("Delete the task").ClickAsync();
        await Expect(tab.Find("[data-told]")).ToHaveTextAsync("1 deleted.");
        await Expect(tab.Find("main")).ToContainTextAsync("No task matches");
    }

    [Fact]
    public async Task All_of_a_search_are_changed_in_parts_with_progress()
    {
        await SubmitAsync(1001, "bulk");
        int before = Server.Requests.Count("POST /tasks/actions");
        Tab tab = await OpenAsync("/tasks?q=tag:bulk");

        await tab.Find(".bulk [value=cancel]").ClickAsync();
        ILocator dialog = tab.Find("#actions");
        await Expect(dialog.Locator("h1")).ToContainTextAsync("Cancel 1,001 waiting or running tasks that match tag:bulk");
        await dialog.Locator("[name=typed]").FillAsync("12");
        tab.ExpectStatus(422);
        await dialog.GetByText("Cancel 1,001 tasks").ClickAsync();
        await Expect(dialog).ToContainTextAsync("That is another number.");
        await dialog.Locator("[name=typed]").FillAsync("1001");
        await dialog.GetByText("Cancel 1,001 tasks").ClickAsync();

        await Expect(tab.Find("[data-told]")).ToHaveTextAsync("1,001 cancelled.");
        await Expect(dialog).ToBeHiddenAsync();
        // Two questions, and 1,000 tasks and one.
        Assert.Equal(4, Server.Requests.Count("POST /tasks/actions") - before);
    }

    [Fact]
    public async Task What_the_server_has_not_begun_can_be_stopped()
    {
        await SubmitAsync(1001, "stopped");
        Tab tab = await OpenAsync("/tasks?q=tag:stopped");
        TaskCompletionSource begun = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        await tab.Find(".bulk [value=cancel]").ClickAsync();
        await tab.Find("#actions [name=typed]").FillAsync("1001");
        await tab.Page.RouteAsync("**/tasks/actions", async route =>
        {
            begun.TrySetResult();
            await goOn.Task;
            await route.ContinueAsync();
        });

        await tab.Find("#actions").GetByText("Cancel 1,001 tasks").ClickAsync();
        await begun.Task.Soon();
        await tab.Find("#actions").GetByText("Stop").ClickAsync();
        goOn.SetResult();

        await Expect(tab.Find("#actions h1")).ToHaveTextAsync("1,000 cancelled.");
        await tab.Find("#actions").GetByText("Close").ClickAsync();
        Assert.Single((await Server.Tasks.ListAsync(new() { Search = "tag:stopped status:waiting" }, Waiting.Stop)).Items);
    }

    [Fact]
    public async Task Without_script_boxes_and_buttons_are_a_form()
    {
        IReadOnlyList<TaskId> ids = await SubmitAsync(2, "plain");
        Tab tab = await OpenWithoutScriptAsync("/tasks?q=tag:plain");

        await Box(tab, 2).CheckAsync();
        await tab.Find("#selection [value=cancel]").ClickAsync();
        await tab.Page.GetByText("Cancel the task").ClickAsync();

        await Expect(tab.Find("[data-told]")).ToHaveTextAsync("1 cancelled.");
        await Expect(tab.Find($"#task-{ids[0]} .badge")).ToHaveTextAsync("cancelled");
        await Expect(tab.Find($"#task-{ids[1]} .badge")).ToHaveTextAsync("waiting");
        await tab.Find(".bulk [value=delete]").ClickAsync();
        await tab.Page.GetByText("Delete the task").ClickAsync();
        await Expect(tab.Find($"#task-{ids[0]}")).ToHaveCountAsync(0);
        await Expect(tab.Find($"#task-{ids[1]}")).ToHaveCountAsync(1);
    }

    private static ILocator Box(Tab tab, int row) => tab.Find($"tbody tr:nth-child({row}) input");

    private async Task<IReadOnlyList<TaskId>> SubmitAsync(int count, string tag) => await Server.Tasks.SubmitAsync(
        [
            .. Enumerable.Range(0, count).Select(x => new NewTask(
                "add", new { x, y = 1 }, new SubmitOptions { Queue = TestTypes.UnservedQueue, Tags = [tag] })),
        ],
        Waiting.Stop).Soon();
}
