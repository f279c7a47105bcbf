using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>A store that goes away, and comes back.</summary>
public sealed class StoreAwayTests(SharedBrowser browser, MortalPageServer server)
    : BrowserTest(browser, server), IClassFixture<MortalPageServer>
{
    [Fact]
    public async Task A_page_says_that_the_store_is_away_and_comes_back_by_itself()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        Tab shown = await NewTabAsync();
        await shown.Page.Clock.InstallAsync();
        await shown.GoAsync("/tasks");
        await Expect(shown.Find($"#task-{id}")).ToBeVisibleAsync();
        shown.ExpectStatus(503);
        shown.Expect("v1/events");

        await server.StopStoreAsync();
        using (var client = new PageClient(Server.Address))
        {
            Answer answer = (await client.GetAsync("/tasks")).IsPage(503);
            Assert.Equal("2", answer.Header("Retry-After"));
            Assert.Contains("The store does not answer", answer.Text, StringComparison.Ordinal);
            (await client.PostAsync($"/tasks/{id}/cancel")).IsPage(503);
        }

        Tab late = await NewTabAsync();
        await late.GoAsync("/tasks", 503);
        await Expect(late.Find("h1")).ToHaveTextAsync("The store does not answer");
        await shown.RunAsync("globalThis.errand.refresh()");
        await Expect(shown.Find("#live")).ToContainTextAsync("no connection since");
        await Expect(shown.Find($"#task-{id}")).ToBeVisibleAsync();

        await server.StartStoreAsync();
        await Expect(late.Find($"#task-{id}")).ToBeVisibleAsync();
        await shown.Page.Clock.FastForwardAsync(10_000);
        await Expect(shown.Find("#live")).ToContainTextAsync("live");
        TaskId next = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        await Expect(shown.Find($"#task-{next}")).ToBeVisibleAsync();
        await Expect(late.Find($"#task-{next}")).ToBeVisibleAsync();
    }
}
