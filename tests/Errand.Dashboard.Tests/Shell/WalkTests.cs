using System.Globalization;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Errand.TestDatabases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>From page to page, as people go: from a form to its task, to the plot of its result, and on.</summary>
public sealed class WalkTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>More stops than any page has.</summary>
    private const int MostStops = 200;

    [Fact]
    public async Task With_the_keyboard_alone_a_task_is_run_its_plot_is_read_and_compared()
    {
        await Server.RunAsync("flight", new { dt = 0.2 });
        Tab tab = await OpenAsync("/");
        await tab.Page.Keyboard.TypeAsync("gy");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/types$"));

        await GoOnAsync(tab, "a[href$='/types/flight']");
        await TabToAsync(tab, "input[name='/args/dt']");
        await tab.Page.Keyboard.PressAsync("Control+A");
        await tab.Page.Keyboard.TypeAsync("0.1");
        await GoOnAsync(tab, "#run-form button.primary");
        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        await TabToAsync(tab, "[data-drawn] [tabindex='0']");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(tab.Find("#said")).ToHaveTextAsync(new Regex(@"\d"));

        await GoOnAsync(tab, "[data-compares]");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/compare[?]ids="));
        await Expect(tab.Find("figure[data-drawn]").First).ToBeVisibleAsync();
        await Expect(tab.Find("main")).ToContainTextAsync("0.2");
    }

    [Fact]
    public async Task In_a_group_behind_a_proxy_that_takes_a_prefix_away_the_same_works()
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}"));
        await using HostProgram program = await HostProgram.StartAsync(
            app =>
            {
                RouteGroupBuilder group = app.MapGroup("/jobs/{tenant}");
                group.MapErrand();
                group.MapErrandDashboard();
            },
            ("BACKEND_URL", new Uri(address, "/my").ToString()));
        await using CuttingProxy proxy = await CuttingProxy.StartAsync(address, "/my", _ => program.Address);
        Tab tab = await NewTabAsync(address: proxy.Address);

        await tab.GoAsync("/my/jobs/acme/types/add");
        await tab.Find("input[name='/args/x']").FillAsync("40");
        await tab.Find("input[name='/args/y']").FillAsync("2");
        await tab.Find("#run-form button.primary").ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/my/jobs/acme/tasks/1[?]?"));
        await Expect(tab.Find(".badge").First).ToHaveTextAsync("succeeded");
        await Expect(tab.Find("main")).ToContainTextAsync("42");
        await tab.Page.WaitForLoadStateAsync(); // A page that is left while its scripts come breaks them off.
        await tab.Find("nav a[href='/my/jobs/acme/tasks']").First.ClickAsync();
        await Expect(tab.Find("#live")).ToContainTextAsync("live");
        TaskId next = await program.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);
        await Expect(tab.Find($"#task-{next}")).ToBeVisibleAsync();

        await tab.DisposeAsync(); // Before the proxy goes.
    }

    /// <summary>Presses what a person without a mouse does: Tab until it is reached, then Enter.</summary>
    private static async Task GoOnAsync(Tab tab, string selector)
    {
        await TabToAsync(tab, selector);
        await tab.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(Tab tab, string selector)
    {
        await tab.Find(selector).First.WaitForAsync();
        for (int stop = 0; stop < MostStops; stop++)
        {
            if (await tab.Page.EvaluateAsync<bool>("(selector) => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            await tab.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab leads to no {selector}.");
    }
}
