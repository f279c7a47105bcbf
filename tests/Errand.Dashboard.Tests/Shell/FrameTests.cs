using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>The frame of every page: its keys, its colours, and what is left of it without script.</summary>
public sealed class FrameTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task A_slash_goes_to_the_search_and_letters_that_are_typed_there_are_no_keys()
    {
        Tab tab = await OpenAsync("/tasks");

        await tab.Page.Keyboard.PressAsync("/");
        await Expect(tab.Find("#search")).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("p?gt/");

        await Expect(tab.Find("#search")).ToHaveValueAsync("p?gt/");
        await Expect(tab.Find("dialog")).ToHaveCountAsync(0);
        await Expect(tab.Find("#live")).ToContainTextAsync("live");
    }

    [Fact]
    public async Task A_question_mark_shows_the_keys()
    {
        Tab tab = await OpenAsync("/tasks");

        await tab.Page.Keyboard.PressAsync("?");
        ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Keys" });
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(dialog).ToContainTextAsync("pause updates");
        await Expect(dialog).ToContainTextAsync("go to tasks");

        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("gh", "/", "Home")]
    [InlineData("gt", "/tasks", "Tasks")]
    [InlineData("gq", "/queues", "Queues")]
    [InlineData("gw", "/handlers", "Handlers")]
    public async Task G_and_a_letter_go_to_a_page(string keys, string path, string title)
    {
        Tab tab = await NewTabAsync();
        await tab.GoAsync("/tasks/no/such/page", 404);

        await tab.Page.Keyboard.TypeAsync(keys);

        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, path).ToString());
        await Expect(tab.Page).ToHaveTitleAsync($"{title} · Errand");
        await Expect(tab.Find(".rail [aria-current='page']")).ToHaveTextAsync(title);
    }

    [Theory]
    [InlineData(false, "dark")]
    [InlineData(true, "light")]
    public async Task The_chosen_colours_are_there_before_any_script_runs(bool isDark, string chosen)
    {
        Tab tab = await OpenAsync("/tasks", isDark ? Look.WideDark : Look.Wide);
        string ground = await GroundAsync(tab);

        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(tab.Find("html")).ToHaveAttributeAsync("data-theme", chosen);
        string other = await GroundAsync(tab);
        Assert.NotEqual(ground, other);

        IResponse response = await tab.GoAsync("/tasks");
        Assert.Contains($"<html lang=\"en\" data-theme=\"{chosen}\">", await response.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(other, await GroundAsync(tab));
    }

    [Fact]
    public async Task Without_script_the_list_and_the_search_work()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "no-script");
        TaskId other = await Server.SubmitWaitingAsync("echo", new { x = 1 });
        Tab tab = await OpenWithoutScriptAsync("/tasks");

        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Expect(tab.Find($"#task-{other}")).ToBeVisibleAsync();
        await Expect(tab.Find("[data-theme-switch]")).ToBeHiddenAsync();
        await tab.Find("#search").FillAsync("tag:no-script");
        await tab.Find("#search").PressAsync("Enter");

        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, "/tasks?q=tag%3Ano-script").ToString());
        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Expect(tab.Find($"#task-{other}")).ToHaveCountAsync(0);
        await Expect(tab.Find("#search")).ToHaveValueAsync("tag:no-script");
    }

    [Fact]
    public async Task The_first_tab_stop_leads_past_the_frame()
    {
        Tab tab = await OpenAsync("/tasks");

        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(tab.Find(".skip")).ToBeFocusedAsync();
        await Expect(tab.Find(".skip")).ToBeInViewportAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Find("main")).ToBeFocusedAsync();
    }

    private static Task<string> GroundAsync(Tab tab) => tab.ValueAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
}
