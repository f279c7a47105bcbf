using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Tasks;

/// <summary>The search completes what is typed, and keeps searches.</summary>
public sealed class CompletionTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task A_key_then_a_value_are_chosen_with_the_keyboard()
    {
        Tab tab = await OpenAsync("/tasks");
        await tab.Page.Keyboard.PressAsync("/");
        await tab.Page.Keyboard.TypeAsync("typ");
        await Expect(Choice(tab, "type:")).ToBeVisibleAsync();
        await Expect(Search(tab)).ToHaveAttributeAsync("aria-expanded", "true");

        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Search(tab)).ToHaveAttributeAsync("aria-activedescendant", "search-choice-0");
        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(Search(tab)).ToHaveValueAsync("type:");
        await tab.Page.Keyboard.TypeAsync("fl");
        await Expect(Choice(tab, "flight")).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(Search(tab)).ToHaveValueAsync("type:flight ");
        await Expect(Search(tab)).ToHaveAttributeAsync("aria-expanded", "false");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, "/tasks?q=type%3Aflight+").ToString());
    }

    [Fact]
    public async Task Arguments_are_those_of_the_type_and_their_values_those_of_tasks()
    {
        await Server.RunAsync("flight", new { dt = 0.125 });
        Tab tab = await OpenAsync("/tasks");
        await Search(tab).ClickAsync();
        await tab.Page.Keyboard.TypeAsync("type:flight args.d");
        await Expect(Choices(tab)).ToHaveTextAsync(["args.dt:"]);

        await Choices(tab).First.ClickAsync();
        await Expect(Choice(tab, "0.125")).ToBeVisibleAsync();
        await Choice(tab, "0.125").ClickAsync();

        await Expect(Search(tab)).ToHaveValueAsync("type:flight args.dt:0.125 ");
    }

    [Fact]
    public async Task Numbers_come_in_their_order_after_the_signs_that_compare_them()
    {
        foreach (double dt in (double[])[40, 5, 60])
        {
            await Server.RunAsync("flight", new { dt, mass = dt });
        }

        Tab tab = await OpenAsync("/tasks");
        await Search(tab).ClickAsync();
        await tab.Page.Keyboard.TypeAsync("type:flight args.mass:");

        await Expect(Choices(tab)).ToHaveTextAsync([">", "<", "5..", "5", "40", "60"]);
        await Choices(tab).First.ClickAsync();
        await Expect(Search(tab)).ToHaveValueAsync("type:flight args.mass:>");
    }

    [Fact]
    public async Task A_bare_word_is_completed_by_what_begins_with_it()
    {
        Tab tab = await OpenAsync("/tasks");
        await Search(tab).ClickAsync();
        await tab.Page.Keyboard.TypeAsync("fai");

        await Expect(Choices(tab)).ToHaveTextAsync(["type:fail", "type:fail-once"]);
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Find("#search-list")).ToBeHiddenAsync();
        await Expect(Search(tab)).ToHaveValueAsync("fai");
    }

    [Fact]
    public async Task A_term_in_the_middle_is_completed_there()
    {
        Tab tab = await OpenAsync("/tasks?q=type:add");
        await Search(tab).FillAsync("status: type:add");
        await tab.ValueAsync<object?>("document.getElementById('search').setSelectionRange(7, 7)");
        await tab.Page.Keyboard.TypeAsync("w");
        await Choice(tab, "waiting").ClickAsync();

        await Expect(Search(tab)).ToHaveValueAsync("status:waiting type:add");
    }

    [Fact]
    public async Task A_search_is_saved_found_again_and_forgotten()
    {
        Tab tab = await OpenAsync("/tasks?q=type:add");
        await tab.Find("[data-saved]").ClickAsync();
        await tab.Find("#saved").GetByText("Save “type:add”").ClickAsync();
        await tab.GoAsync("/tasks");

        await tab.Find("[data-saved]").ClickAsync();
        await tab.Find("#saved").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "type:add" }).ClickAsync();
        await Expect(Search(tab)).ToHaveValueAsync("type:add");
        await tab.Find("[data-saved]").ClickAsync();
        await tab.Find("#saved").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Forget type:add" }).ClickAsync();
        await Expect(tab.Find("#saved")).ToContainTextAsync("None yet.");
    }

    [Fact]
    public async Task Recent_searches_are_offered_in_an_empty_field()
    {
        Tab tab = await OpenAsync("/tasks?q=type:echo");
        await tab.GoAsync("/tasks");
        await Search(tab).ClickAsync();

        await Choice(tab, "type:echo").ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Uri(Server.Address, "/tasks?q=type%3Aecho").ToString());
    }

    private static ILocator Search(Tab tab) => tab.Find("#search");

    private static ILocator Choices(Tab tab) => tab.Find("#search-list .choice");

    private static ILocator Choice(Tab tab, string text) =>
        tab.Find("#search-list").GetByText(text, new LocatorGetByTextOptions { Exact = true });
}
