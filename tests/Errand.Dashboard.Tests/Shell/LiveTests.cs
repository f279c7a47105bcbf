using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>A page keeps itself up to date.</summary>
public abstract class LiveTests(SharedBrowser browser, PageServer server) : BrowserTest(browser, server)
{
    private const string Events = "/v1/events";

    [Fact]
    public async Task A_submitted_task_appears_by_itself_and_what_is_being_typed_stays()
    {
        Tab tab = await OpenLiveAsync();
        await tab.Find("#search").PressSequentiallyAsync("type:ad");
        await tab.RunAsync("document.getElementById('search').setSelectionRange(2, 4)");

        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Expect(tab.Find("#search")).ToHaveValueAsync("type:ad");
        await Expect(tab.Find("#search")).ToBeFocusedAsync();
        Assert.Equal("2 to 4", await tab.ValueAsync<string>("`${document.activeElement.selectionStart} to ${document.activeElement.selectionEnd}`"));
    }

    [Fact]
    public async Task A_task_that_ends_changes_where_it_stands()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        Tab tab = await OpenLiveAsync();
        await Expect(tab.Find($"#task-{id} .badge")).ToHaveTextAsync("running");
        gate.Open();

        await Expect(tab.Find($"#task-{id} .badge")).ToHaveTextAsync("succeeded");
    }

    [Fact]
    public async Task P_pauses_and_goes_on()
    {
        Tab tab = await OpenLiveAsync();

        await tab.Page.Keyboard.PressAsync("p");
        await Server.Requests.StreamsAsync(0);
        await Expect(tab.Find("#live")).ToHaveTextAsync("paused (p goes on)");
        await Server.Requests.AnsweredAsync("GET /tasks");
        int looks = Server.Requests.Count("GET /tasks");
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        await Expect(tab.Find($"#task-{id}")).ToHaveCountAsync(0);

        await tab.GoAsync("/tasks?q=tag:paused");
        await Expect(tab.Find("#live")).ToHaveTextAsync("paused (p goes on)");
        Assert.Equal(looks + 1, Server.Requests.Count("GET /tasks"));

        await tab.Page.Keyboard.PressAsync("p");
        await Server.Requests.StreamsAsync(1);
        TaskId second = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "paused");
        await Expect(tab.Find($"#task-{second}")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_hidden_tab_has_no_stream_and_looks_again_when_it_is_shown()
    {
        Tab tab = await NewTabAsync();
        await tab.Page.Clock.InstallAsync();
        int before = Server.Requests.Count("GET /tasks");
        await tab.GoAsync("/tasks");
        await Server.Requests.StreamsAsync(1);
        await Server.Requests.SeenAsync("GET /tasks", before + 2); // The first hint has it look once.

        await SetHiddenAsync(tab, true);
        await tab.Page.Clock.FastForwardAsync(5000);
        await Server.Requests.StreamsAsync(0);
        await Server.Requests.AnsweredAsync("GET /tasks");
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        await Expect(tab.Find($"#task-{id}")).ToHaveCountAsync(0);

        await SetHiddenAsync(tab, false);
        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Server.Requests.StreamsAsync(1);
    }

    [Fact]
    public async Task Without_streams_it_looks_every_ten_seconds_until_there_is_one_again()
    {
        Server.Requests.Refuse = request => request.Path == Events ? 503 : null;
        Tab tab = await NewTabAsync();
        tab.ExpectStatus(503);
        tab.Expect("EventSource's response");
        await tab.Page.Clock.InstallAsync();
        int before = Server.Requests.Count("GET " + Events);
        await tab.GoAsync("/tasks");
        for (int failures = 1; failures < 3; failures++)
        {
            await Server.Requests.SeenAsync("GET " + Events, before + failures);
            await tab.Page.Clock.FastForwardAsync(2000);
        }

        await Expect(tab.Find("#live")).ToContainTextAsync("polling");
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        await tab.Page.Clock.FastForwardAsync(10_000);
        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        Assert.Equal(before + 3, Server.Requests.Count("GET " + Events));

        Server.Requests.Refuse = _ => null;
        await tab.Page.Clock.FastForwardAsync(60_000);
        await Server.Requests.StreamsAsync(1);
        await Expect(tab.Find("#live")).ToContainTextAsync("live");
    }

    [Fact]
    public async Task A_page_that_is_left_takes_its_stream_along()
    {
        Tab tab = await OpenLiveAsync();
        await tab.GoAsync("/tasks/no/such/page", 404);
        await Server.Requests.StreamsAsync(0);
    }

    private async Task<Tab> OpenLiveAsync()
    {
        Tab tab = await OpenAsync("/tasks");
        await Server.Requests.StreamsAsync(1);
        return tab;
    }

    /// <summary>As the browser tells a page when another tab comes to the front.</summary>
    private static Task SetHiddenAsync(Tab tab, bool isHidden) => tab.RunAsync(
        $"Object.defineProperty(document, 'hidden', {{ configurable: true, value: {(isHidden ? "true" : "false")} }});"
        + "document.dispatchEvent(new Event('visibilitychange'));");
}

public sealed class SqliteLiveTests(SharedBrowser browser, SqlitePageServer server)
    : LiveTests(browser, server), IClassFixture<SqlitePageServer>;

public sealed class PostgresLiveTests(SharedBrowser browser, PostgresPageServer server)
    : LiveTests(browser, server), IClassFixture<PostgresPageServer>;
