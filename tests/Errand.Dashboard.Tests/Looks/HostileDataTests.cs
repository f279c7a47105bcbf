using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Whatever data hold, they are only ever shown.</summary>
public sealed class HostileDataTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task Nothing_that_a_task_holds_runs_or_becomes_markup()
    {
        IReadOnlyList<TaskId> ids = await SubmitAsync();
        Tab tab = await NewTabAsync();
        foreach (string path in ids.Select(id => $"/tasks/{id}").Concat(
            ["/tasks", "/tasks?columns=args,error,tags,summary.text", "/", "/queues", "/handlers"]))
        {
            await tab.GoAsync(path);
            await CheckAsync(tab);
        }
    }

    [Fact]
    public async Task Nothing_that_an_address_holds_runs_or_becomes_markup()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        Tab tab = await NewTabAsync();
        tab.ExpectStatus(404);
        tab.ExpectStatus(422);
        Func<string, string>[] addresses =
        [
            text => $"/tasks?q={text}&columns={text}&told={text}&cursor=",
            text => $"/tasks/{id}?told={text}&ask={text}&level={text}&try={text}#{text}",
            text => $"/?range={text}&type={text}",
            text => $"/queues?q={text}&told={text}&queue={text}",
        ];
        await GoToAllAsync(tab, addresses, [.. HostileTexts.All]);

        foreach (string page in (string[])["tasks", "queues"])
        {
            await tab.Page.GotoAsync($"/{page}/{Uri.EscapeDataString(HostileTexts.All[2])}");
            await CheckAsync(tab);
        }
    }

    [Theory]
    [InlineData("/types")]
    [InlineData("/types/hostile")]
    [InlineData("/types/hostile?from=defaults")]
    [InlineData("/types/hostile?tab=calls")]
    [InlineData("/types/hostile?tab=schema")]
    public async Task Nothing_that_a_type_holds_runs_or_becomes_markup(string path)
    {
        Tab tab = await NewTabAsync();
        await tab.GoAsync(path);
        await CheckAsync(tab);
    }

    [Fact]
    public async Task Nothing_that_a_trend_shows_runs_or_becomes_markup()
    {
        Tab tab = await NewTabAsync();
        tab.ExpectStatus(422);
        foreach (string text in HostileTexts.All)
        {
            await Server.RunAsync("echo", new Dictionary<string, object> { [text] = 1.5, ["in"] = new Dictionary<string, int> { [text] = 2 } });
            string name = Uri.EscapeDataString(text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            await tab.GoAsync($"/types/echo?tab=trend&y={name}&x=args.in/{name}&colour={name}");
            await tab.Find("[data-drawn], .empty").First.WaitForAsync();
            await CheckAsync(tab);
            await tab.Page.GotoAsync($"/types/echo?tab=trend&q={name}");
            await CheckAsync(tab);
        }
    }

    [Fact]
    public async Task Nothing_that_a_form_of_a_type_holds_runs_or_becomes_markup()
    {
        Tab tab = await NewTabAsync();
        tab.ExpectStatus(404);
        tab.ExpectStatus(422);
        await tab.GoAsync("/types/hostile?from=defaults");
        foreach (string text in HostileTexts.All.Where(text => !text.Contains('\0', StringComparison.Ordinal)))
        {
            await tab.Find("#run-form textarea").First.FillAsync(text);
            await tab.Find("#run-form input.tabular").First.FillAsync(text.ReplaceLineEndings(" "));
            await tab.Find("button.primary").ClickAsync();
            await tab.Find(".faults").WaitForAsync();
            await CheckAsync(tab);
        }

        // The server itself refuses paths with a zero.
        await GoToAllAsync(
            tab,
            [text => $"/types/{text}?tab={text}&from={text}", text => $"/types?q={text}"],
            [.. HostileTexts.All.Where(text => !text.Contains('\0', StringComparison.Ordinal))]);
    }

    /// <summary>Each text alone in one of the addresses, and among others in all of them.</summary>
    private static async Task GoToAllAsync(Tab tab, Func<string, string>[] addresses, string[] texts)
    {
        IEnumerable<string> ofEach = texts.Index().Select(
            text => addresses[text.Index % addresses.Length](Uri.EscapeDataString(text.Item)));
        IEnumerable<string> ofSome = texts.Chunk(6).SelectMany(
            some => addresses.Select(address => address(Uri.EscapeDataString(string.Concat(some)))));
        foreach (string address in ofEach.Concat(ofSome))
        {
            await tab.Page.GotoAsync(address);
            await CheckAsync(tab);
        }
    }

    /// <summary>What data reach pages through: args and their keys, results, errors, logs, messages of progress, notes.</summary>
    private async Task<IReadOnlyList<TaskId>> SubmitAsync()
    {
        string[] texts = [.. HostileTexts.All];
        var once = new SubmitOptions { MaxAttempts = 1 };
        Dictionary<string, object> all = texts.ToDictionary(text => text, text => (object)new[] { text, text });
        TaskView echo = await Server.RunAsync("echo", all, once);
        TaskView talk = await Server.RunAsync("talk", new { lines = texts }, once);
        List<TaskId> ids = [new(echo.Id), new(talk.Id)];
        foreach (string text in texts)
        {
            TaskView failed = await Server.RunAsync("fail", new { error = text }, once);
            ids.Add(new TaskId(failed.Id));
            await Server.Tasks.KeepAsync(ids[^1], null, text);
        }

        Gate gate = Server.NewGate();
        ids.Add(await Server.SubmitHeldAsync(gate));
        gate.Task.ReportProgress(0.5, texts[2]);
        gate.Task.Logger.LogWarning("{Text}", texts[2]);
        return ids;
    }

    /// <summary>Also once the page has looked again, as it does when something has changed.</summary>
    private static async Task CheckAsync(Tab tab)
    {
        await tab.RunAsync("globalThis.errand.refresh()");
        Assert.Equal(0, await tab.Find($"[{HostileTexts.Mark}]").CountAsync());
        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
    }
}
