using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Errand.TestDatabases;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>Two web processes behind a balancer that asks them in turns.</summary>
public sealed class TwoProcessesTests(SharedBrowser browser, PostgresPageServer server)
    : BrowserTest(browser, server), IClassFixture<PostgresPageServer>
{
    [Fact]
    public async Task A_page_works_whichever_process_answers()
    {
        Uri[] processes = [Server.Address, PageServer.AddressOf(await Server.StartAsync("web"))];
        int requests = 0;
        await using CuttingProxy balancer = await CuttingProxy.StartAsync(
            new Uri($"http://127.0.0.1:{FreePort.Find()}"), "", _ => processes[Interlocked.Increment(ref requests) % 2]);
        Tab tab = await NewTabAsync(address: balancer.Address);

        await tab.GoAsync("/tasks");
        await Expect(tab.Find("#live")).ToContainTextAsync("live");
        for (int i = 0; i < 3; i++)
        {
            TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
            await Expect(tab.Find($"#task-{id}")).ToBeVisibleAsync();
        }

        Assert.True(requests > 6);
        await tab.DisposeAsync(); // Before the balancer goes.
    }
}
