using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>The frame of every page, as people use it with the list of tasks in it.</summary>
public abstract class FrameTests(SharedBrowser browser, PageServer server) : BrowserTest(browser, server)
{
    [Fact]
    public async Task A_submitted_task_appears_by_itself_and_what_is_being_typed_stays()
    {
        Tab tab = await OpenAsync("/tasks");
        await Server.Requests.StreamsAsync(1);
        await tab.Find("#search").PressSequentiallyAsync("type:ad");

        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        await Expect(tab.Find("#search")).ToHaveValueAsync("type:ad");
        await Expect(tab.Find("#search")).ToBeFocusedAsync();
    }
}

public sealed class SqliteFrameTests(SharedBrowser browser, SqlitePageServer server)
    : FrameTests(browser, server), IClassFixture<SqlitePageServer>;

public sealed class PostgresFrameTests(SharedBrowser browser, PostgresPageServer server)
    : FrameTests(browser, server), IClassFixture<PostgresPageServer>;
