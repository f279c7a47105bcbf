using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A value of the summaries of many tasks, as points that lead to them.</summary>
public sealed class TrendTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>The colour of tasks that succeeded, in the light.</summary>
    private const string Succeeded = "#00866b";

    [Fact]
    public async Task A_click_on_a_point_opens_its_task()
    {
        TaskView[] tasks = [await EchoAsync("click", 0, 1), await EchoAsync("click", 5, 9), await EchoAsync("click", 10, 1)];
        Charted chart = await DrawAsync("click");

        await chart.PointAsync(0.5, 0.06 / 1.12); // The one in the middle, at the top.
        await Expect(chart.Tip).ToContainTextAsync($"#{tasks[1].Id} · at 5");
        await Expect(chart.Tip).ToContainTextAsync("value9");
        await Expect(chart.Tip).ToContainTextAsync("outcomesucceeded");
        await chart.Tab.Page.Mouse.DownAsync();
        await chart.Tab.Page.Mouse.UpAsync();

        await Expect(chart.Tab.Page).ToHaveURLAsync(new Uri(Server.Address, $"/tasks/{tasks[1].Id}").ToString());
    }

    [Fact]
    public async Task A_click_beside_all_points_opens_nothing()
    {
        await EchoAsync("beside", 0, 1);
        await EchoAsync("beside", 10, 2);
        Charted chart = await DrawAsync("beside");
        string address = chart.Tab.Page.Url;

        await chart.PointAsync(0.5, 0.5);
        await Expect(chart.Tip).ToBeHiddenAsync();
        await chart.Tab.Page.Mouse.DownAsync();
        await chart.Tab.Page.Mouse.UpAsync();

        Assert.Equal(address, chart.Tab.Page.Url);
    }

    [Fact]
    public async Task A_finger_sees_what_it_is_on_before_it_opens_it()
    {
        TaskView task = await EchoAsync("finger", 5, 9);
        Charted chart = await DrawAsync("finger");
        LocatorBoundingBoxResult field = await chart.FieldAsync();
        string tap = $$"""
            (() => {
              const over = document.querySelector(".u-over");
              const at = { bubbles: true, clientX: {{field.X + (field.Width / 2):0}}, clientY: {{field.Y + (field.Height / 2):0}}, button: 0 };
              for (const kind of ["mousemove", "mousedown"]) { over.dispatchEvent(new MouseEvent(kind, at)); }
              document.dispatchEvent(new MouseEvent("mouseup", at));
              over.dispatchEvent(new PointerEvent("click", { ...at, pointerType: "touch" }));
            })()
            """;

        await chart.Tab.RunAsync(tap);
        await Expect(chart.Tip).ToContainTextAsync("tap again to open it");
        Assert.Contains("tab=trend", chart.Tab.Page.Url, StringComparison.Ordinal);

        await chart.Tab.RunAsync(tap);
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex($"/tasks/{task.Id}$"));
    }

    [Fact]
    public async Task Keys_walk_from_point_to_point_and_open_a_task()
    {
        TaskView right = await EchoAsync("keys", 10, 2);
        await EchoAsync("keys", 0, 1);
        TaskView middle = await EchoAsync("keys", 5, 3);
        Charted chart = await DrawAsync("keys");
        await chart.Group.FocusAsync();

        await chart.Tab.Page.Keyboard.PressAsync("End");
        await Expect(chart.Tip).ToContainTextAsync($"#{right.Id} · at 10");
        await chart.Tab.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(chart.Tip).ToContainTextAsync($"#{middle.Id} · at 5");
        await Expect(chart.Tab.Find("#said")).ToHaveTextAsync($"#{middle.Id} · at 5, value 3, outcome succeeded");
        await chart.Tab.Page.Keyboard.PressAsync("h");
        await Expect(chart.Caption).ToContainTextAsync("Enter open the task");
        await chart.Tab.Page.Keyboard.PressAsync("Enter");

        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex($"/tasks/{middle.Id}$"));
    }

    [Fact]
    public async Task What_is_drawn_and_what_is_left_out_is_told()
    {
        await EchoAsync("told", 1, 4);
        await EchoAsync("told", "left", 5);
        await Server.RunAsync("echo", new { at = 3 }, new() { Tags = ["told"] });
        Charted chart = await DrawAsync("told");

        await Expect(chart.Tab.Find("[data-words]")).ToHaveTextAsync(
            "1 of 3 finished tasks that match drawn · 1 has no value of value (1 succeeded) · 1 has none of at");
        Assert.Equal("Points, 1 point, value from 4 to 4, over at from 1 to 1", await chart.SentenceAsync());
        Assert.InRange((await chart.HighestAsync(Succeeded))!.Value, 0.45, 0.55);
    }

    [Fact]
    public async Task Points_have_the_colour_of_their_tag_and_a_tag_can_be_hidden()
    {
        for (int i = 0; i < 7; i++)
        {
            for (int k = 0; k < 8 - i; k++)
            {
                await EchoAsync("tags", (i * 10) + k, k, $"tag-{i}");
            }
        }

        Charted chart = await DrawAsync("tags", "&colour=tag");
        chart.Tab.Expect("Multiple readback operations");
        await Expect(chart.Entries).ToHaveTextAsync(["tag-0", "tag-1", "tag-2", "tag-3", "tag-4", "other"]);
        await Expect(chart.Caption).ToHaveTextAsync("all 35 points");
        Assert.InRange((await chart.HighestAsync("#0072b2"))!.Value, 0, 0.1); // The highest point has the first tag.

        await chart.Entries.First.ClickAsync();
        await Expect(chart.Caption).ToHaveTextAsync("all 27 points");
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("hide=0"));
        Assert.Null(await chart.HighestAsync("#0072b2"));

        string csv = System.Text.Encoding.UTF8.GetString(await chart.FileAsync("csv"));
        Assert.StartsWith("task,at,value,tag\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(28, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",tag-1\r\n", csv, StringComparison.Ordinal);
        Assert.Contains(",other\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("tag-4", await chart.TextsAsync());
    }

    [Fact]
    public async Task Newer_tasks_are_announced_and_shown_when_somebody_asks_and_the_zoom_stays()
    {
        await EchoAsync("news", 0, 1);
        await EchoAsync("news", 10, 2);
        Charted chart = await DrawAsync("news", "&x0=0&x1=6");
        await Expect(chart.Caption).ToHaveTextAsync("1 of 2 points in view");

        TaskView newest = await EchoAsync("news", 5, 2);
        await Expect(chart.Tab.Find("[data-trend-news]")).ToHaveTextAsync("1 new task: show");
        await Expect(chart.Caption).ToHaveTextAsync("1 of 2 points in view");
        await Expect(chart.Tab.Find("[data-task]")).ToHaveCountAsync(2);

        await chart.Tab.Find("[data-trend-news] button").ClickAsync();

        await Expect(chart.Caption).ToHaveTextAsync("2 of 3 points in view");
        await Expect(chart.Tab.Find("[data-task]").First).ToHaveAttributeAsync("data-task", $"{newest.Id}");
        await Expect(chart.Tab.Find("[data-trend-news]")).ToBeHiddenAsync();
        Assert.Equal(("0", "6"), (chart.State("x0"), chart.State("x1")));
        await Expect(chart.Group).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_choice_is_shown_at_once_and_what_is_typed_stays_meanwhile()
    {
        await Server.RunAsync("flight", new { dt = 0.5, mass = 2 }, new() { Tags = ["choice"] });
        Tab tab = await OpenAsync("/types/flight?tab=trend");
        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);

        await tab.Page.GetByLabel("Over", new() { Exact = true }).SelectOptionAsync("args.mass");
        await Expect(tab.Page).ToHaveURLAsync(new Regex(@"\?tab=trend&y=range&x=args\.mass&colour=outcome$"));
        await Expect(tab.Find("[data-drawn] .plot-field")).ToHaveAttributeAsync("aria-label", new Regex("over mass from"));

        ILocator search = tab.Page.GetByLabel("Only tasks that match");
        await search.FillAsync("tag:choice");
        await tab.RunAsync("globalThis.errand.refresh()");
        await Expect(search).ToHaveValueAsync("tag:choice");
        await search.PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("q=tag%3Achoice$"));
        await Expect(tab.Find("[data-task]")).ToHaveCountAsync(1);

        await tab.Page.GoBackAsync();
        await tab.Page.GoBackAsync();
        await Expect(tab.Page.GetByLabel("Over", new() { Exact = true })).ToHaveValueAsync("createdAt");
        await Expect(search).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Values_that_cannot_be_read_can_be_asked_for_again()
    {
        await EchoAsync("away", 1, 1);
        Tab tab = await NewTabAsync();
        tab.Expect("net::ERR_FAILED");
        await tab.Page.RouteAsync("**/v1/types/echo/values?*", route => route.AbortAsync());
        await tab.GoAsync(AddressOf("away"));
        await Expect(tab.Find("[data-trend-news]")).ToContainTextAsync("The values could not be read.");

        await tab.Page.UnrouteAsync("**/v1/types/echo/values?*");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        await Expect(tab.Find("[data-trend-news]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Without_script_a_choice_is_sent_and_the_table_leads_to_the_tasks()
    {
        TaskView task = await EchoAsync("bare", 1, 2.50);
        Tab tab = await OpenWithoutScriptAsync(AddressOf("bare"));
        await tab.Page.GetByLabel("Over", new() { Exact = true }).SelectOptionAsync("createdAt");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Regex("x=createdAt"));
        await Expect(tab.Find(".trend .no-script")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = $"#{task.Id}" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex($"/tasks/{task.Id}$"));
    }

    private static string AddressOf(string tag) => $"/types/echo?tab=trend&y=value&x=args.at&q=tag:{tag}";

    private Task<TaskView> EchoAsync(string tag, object at, double value, params string[] more) =>
        Server.RunAsync("echo", new { at, value }, new SubmitOptions { Tags = [tag, .. more] });

    private async Task<Charted> DrawAsync(string tag, string more = "")
    {
        Tab tab = await OpenAsync(AddressOf(tag) + more);
        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        return new Charted(tab);
    }
}
