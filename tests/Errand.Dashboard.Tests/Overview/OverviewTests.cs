using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Overview;

/// <summary>The first page, the queues and the handlers in a browser.</summary>
public abstract class OverviewTests(SharedBrowser browser, PageServer server) : BrowserTest(browser, server)
{
    [Fact]
    public async Task A_queue_that_is_paused_in_one_tab_is_paused_in_the_others()
    {
        await SubmitToAsync("two-tabs");
        Tab acting = await OpenAsync("/queues?q=two-tabs");
        Tab list = await OpenAsync("/queues");
        Tab one = await OpenAsync("/queues/two-tabs");
        Tab home = await OpenAsync("/");
        await Server.Requests.StreamsAsync(4);

        await ButtonOf(acting, "Pause queue two-tabs").ClickAsync();

        await Expect(acting.Find("#told")).ToContainTextAsync("Queue two-tabs is paused. 1 task waits in it");
        await Expect(list.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "two-tabs" }).Locator(".badge"))
            .ToHaveTextAsync("paused");
        await Expect(one.Find(".page-head .badge")).ToHaveTextAsync("paused");
        await Expect(home.Find("#problems")).ToContainTextAsync("Queue two-tabs is paused, and a task waits in it");

        await ButtonOf(one, "Resume queue two-tabs").ClickAsync();
        await Expect(one.Find("#told")).ToContainTextAsync("Queue two-tabs goes on.");
        await Expect(acting.Find(".badge")).ToHaveTextAsync("no handler");
    }

    [Fact]
    public async Task The_first_page_shows_what_runs_as_it_comes_and_goes()
    {
        Tab tab = await OpenAsync("/");
        await Server.Requests.StreamsAsync(1);
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        await Expect(tab.Find("#running")).ToContainTextAsync($"#{id}");

        gate.Task.ReportProgress(0.75, "almost");
        await Expect(tab.Find("#running")).ToContainTextAsync("75 %");
        gate.Open("the answer");

        await Expect(tab.Find("#results")).ToContainTextAsync("the answer");
        await Expect(tab.Find("#running")).Not.ToContainTextAsync($"#{id}");
    }

    [Fact]
    public async Task What_was_opened_stays_open_when_the_page_looks_again()
    {
        await Server.RunAsync("add", new { x = 1, y = 2 });
        Tab tab = await OpenAsync("/");
        ILocator numbers = tab.Find("#finished-numbers");
        await numbers.Locator("summary").ClickAsync();
        await Expect(numbers.Locator("tbody tr").First).ToBeVisibleAsync();

        await tab.RunAsync("globalThis.errand.refresh()");

        await Expect(numbers.Locator("tbody tr").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_type_that_is_chosen_is_shown_at_once_and_stands_in_the_address()
    {
        await Server.RunAsync("add", new { x = 1, y = 2 });
        Tab tab = await OpenAsync("/?range=6h");

        await tab.Find("#type").SelectOptionAsync("flight");

        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, "/?range=6h&type=flight").ToString());
        await Expect(tab.Find("#type")).ToHaveValueAsync("flight");
    }

    [Fact]
    public async Task Without_script_ranges_types_and_pausing_work()
    {
        await SubmitToAsync("without-script");
        Tab tab = await OpenWithoutScriptAsync("/");
        await tab.Find("#type").SelectOptionAsync("add");
        await tab.Find(".type-choice button").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "24h", Exact = true }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, "/?range=24h&type=add").ToString());

        await tab.GoAsync("/queues/without-script");
        await ButtonOf(tab, "Pause queue without-script").ClickAsync();
        await Expect(tab.Find("#told")).ToContainTextAsync("Queue without-script is paused.");
        await Expect(tab.Find(".page-head .badge")).ToHaveTextAsync("paused");
    }

    [Fact]
    public async Task By_keys_alone_one_gets_from_a_problem_to_its_queue_and_pauses_it()
    {
        await SubmitToAsync("by-keys");
        Tab tab = await OpenAsync("/queues?q=by-keys");

        await tab.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "by-keys", Exact = true }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, "/queues/by-keys").ToString());
        await ButtonOf(tab, "Pause queue by-keys").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Find("#told")).ToContainTextAsync("Queue by-keys is paused.");
        await Expect(ButtonOf(tab, "Resume queue by-keys")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_handler_of_which_nothing_is_heard_turns_amber_then_red()
    {
        Tab tab = await NewTabAsync();
        await tab.Page.Clock.InstallAsync();
        await tab.GoAsync("/handlers");
        ILocator beat = tab.Find("#handlers .beat").First;
        await Expect(beat).ToHaveClassAsync("beat");
        tab.ExpectStatus(503);
        Server.Requests.Refuse = request => request.Path == "/handlers" ? 503 : null;

        await tab.Page.Clock.FastForwardAsync(8000);
        await Expect(beat).ToHaveClassAsync("beat late");
        await Expect(beat.Locator(".takeover")).ToBeVisibleAsync();
        await tab.Page.Clock.FastForwardAsync(5000);
        await Expect(beat).ToHaveClassAsync("beat lost");

        Server.Requests.Refuse = _ => null;
        await tab.RunAsync("globalThis.errand.refresh()");
        await Expect(beat).ToHaveClassAsync("beat");
        await Expect(beat.Locator(".takeover")).ToBeHiddenAsync();
    }

    private static ILocator ButtonOf(Tab tab, string name) => tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    private Task<TaskId> SubmitToAsync(string queue) => Server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = queue });
}

public sealed class SqliteOverviewTests(SharedBrowser browser, SqlitePageServer server)
    : OverviewTests(browser, server), IClassFixture<SqlitePageServer>;

public sealed class PostgresOverviewTests(SharedBrowser browser, PostgresPageServer server)
    : OverviewTests(browser, server), IClassFixture<PostgresPageServer>;
