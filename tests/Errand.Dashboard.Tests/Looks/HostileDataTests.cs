using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Whatever data hold, they are only ever shown.</summary>
public sealed class HostileDataTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>What data reach pages through: args and their keys, results, errors, logs, messages of progress, notes.</summary>
    private async Task SubmitAsync()
    {
        string[] texts = [.. HostileTexts.All.Where(text => !text.Contains('\0', StringComparison.Ordinal))];
        var once = new SubmitOptions { MaxAttempts = 1 };
        var all = texts.Index().ToDictionary(text => text.Item, text => (object)new[] { text.Item, texts[(text.Index + 1) % texts.Length] });
        await Server.RunAsync("echo", all, once);
        await Server.RunAsync("talk", new { lines = texts }, once);
        foreach (string text in texts)
        {
            await Server.RunAsync("fail", new { error = text }, once);
            var echo = new TaskId((await Server.RunAsync("echo", new Dictionary<string, string> { [text] = text }, once)).Id);
            await Server.Tasks.KeepAsync(echo, null, text);
        }

        Gate gate = Server.NewGate();
        await Server.SubmitHeldAsync(gate);
        gate.Task.ReportProgress(0.5, texts[2]);
    }

    [Fact]
    public async Task Nothing_that_a_task_holds_runs_or_becomes_markup()
    {
        await SubmitAsync();
        Tab tab = await OpenAsync("/tasks");
        await CheckAsync(tab);
    }

    private static async Task CheckAsync(Tab tab)
    {
        await tab.RunAsync("globalThis.errand.refresh()"); // As the page does when something has changed.
        Assert.Equal(0, await tab.Find($"[{HostileTexts.Mark}]").CountAsync());
        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
    }
}
