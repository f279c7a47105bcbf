using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Whatever files and Markdown in results hold, they are only ever shown.</summary>
public sealed class HostileMediaTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task No_script_of_a_page_runs_in_its_frame_or_opened_by_itself()
    {
        string[] pages = [.. HostileTexts.All];
        TaskView task = await Server.RunAsync(
            "echo", pages.Index().ToDictionary(page => $"p{page.Index}", page => MediaFiles.Of("text/html", page.Item)));
        Tab tab = await NewRefusingTabAsync();
        for (int i = 0; i < pages.Length; i++)
        {
            await tab.Page.GotoAsync($"/tasks/{task.Id}/result/raw?at=/p{i}");
            Assert.True(tab.Faults.Count == 0, $"{pages[i]}: {string.Join('\n', tab.Faults)}");
            Assert.EndsWith($"/raw?at=/p{i}", tab.Page.Url, StringComparison.Ordinal);
        }

        string some = pages[0] + pages[2] + pages[12] + pages[19];
        TaskView framed = await Server.RunAsync("echo", new { page = MediaFiles.Of("text/html", some) });
        await tab.GoAsync($"/tasks/{framed.Id}/result?view=0");
        await Expect(tab.Find("iframe")).ToBeVisibleAsync();
        await tab.Page.WaitForLoadStateAsync();
        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
    }

    [Fact]
    public async Task No_script_of_a_picture_runs()
    {
        string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(2)</script><foreignObject>"
            + "<img xmlns=\"http://www.w3.org/1999/xhtml\" src=\"x\" onerror=\"alert(3)\"/></foreignObject></svg>";
        TaskView task = await Server.RunAsync("echo", new { picture = MediaFiles.Of("image/svg+xml", svg) });
        Tab tab = await NewRefusingTabAsync();

        await tab.GoAsync($"/tasks/{task.Id}/result?view=0");
        await Expect(tab.Find("[data-pixels]")).ToContainTextAsync("pixels");
        await tab.Page.GotoAsync($"/tasks/{task.Id}/result/raw?at=/picture");

        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
    }

    [Fact]
    public async Task Markdown_becomes_no_markup_of_its_own()
    {
        IEnumerable<string> lines = HostileTexts.All.SelectMany(text => (string[])
        [
            text, $"[link]({text})", $"[link](<{text}>)", $"![image]({text})", $"![image](<{text}>)", $"<{text}>", $"`{text}`", $"# {text}",
            $"- {text}", $"| {text} |\n|---|\n| {text} |", $"[{text}](https://example.org/ \"{text}\")", $"```{text}\n{text}\n```",
        ]);
        TaskView task = await Server.RunAsync("report", new { text = string.Join("\n\n", lines) });
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view=0");

        await Expect(tab.Find(".markdown")).ToBeVisibleAsync();
        await CheckAsync(tab);
        Assert.All(
            await tab.ValueAsync<string[]>(
                "[...document.querySelectorAll('.markdown a, .markdown img')].map(each => each.getAttribute('href') ?? each.src)"),
            address => Assert.Matches("^(https?://|data:image/)", address));
    }

    [Fact]
    public async Task A_hostile_media_type_or_text_is_shown_as_it_is()
    {
        Tab tab = await NewTabAsync();
        foreach (string[] texts in HostileTexts.All.Chunk(10))
        {
            TaskView files = await Server.RunAsync("echo", texts.ToDictionary(text => text, text => MediaFiles.Of(text, "a")));
            TaskView uris = await Server.RunAsync("echo", texts.ToDictionary(text => text, text => $"data:text/plain,{text}"));
            for (int view = 0; view < texts.Length; view++)
            {
                await tab.GoAsync($"/tasks/{files.Id}/result?view={view}");
                await CheckAsync(tab);
                await tab.GoAsync($"/tasks/{uris.Id}/result?view={view}");
                await CheckAsync(tab);
            }
        }
    }

    /// <summary>The browser says what it did not run or fetch; that is no fault.</summary>
    private async Task<Tab> NewRefusingTabAsync()
    {
        Tab tab = await NewTabAsync();
        string[] refusals =
        [
            "Content Security Policy", "Blocked script execution", "The document is sandboxed", "attachShadow", "failed: csp", "violation of ",
        ];
        foreach (string refusal in refusals)
        {
            tab.Expect(refusal);
        }

        return tab;
    }

    private static async Task CheckAsync(Tab tab)
    {
        Assert.Equal(0, await tab.Find($"[{HostileTexts.Mark}]").CountAsync());
        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
    }
}
