using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Looks;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A result in a file of its own: it is opened from a disk, without a network.</summary>
public sealed class ExportTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>, IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"errand-export-{Guid.NewGuid():N}.html");

    [Fact]
    public async Task The_file_plots_without_a_server_and_asks_no_one()
    {
        Tab tab = await OpenFileAsync("flight", new { dt = 0.01 }, text => text);

        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(2);
        await Expect(tab.Find("figcaption").First).ToHaveTextAsync("all 50 points");
        await Expect(tab.Find("h2")).ToHaveTextAsync(["Over t", "r", "Arguments"]);
        await Expect(tab.Find("[role=img]").First).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("50 points"));
    }

    [Fact]
    public async Task Histograms_complex_numbers_and_arrays_of_unequal_length_are_in_it()
    {
        const string json = """{"n":[1,1,2,5],"z":[{"re":3,"im":4},{"re":0,"im":1}],"runs":[[1,2,3],[4]]}""";
        Tab tab = await OpenFileAsync("answer", new { json }, text => text);

        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(6);
        await Expect(tab.Find("h2")).ToHaveTextAsync(
            ["n", "n, histogram", "z", "z, magnitude and phase", "z, complex plane", "runs", "Arguments"]);
        await Expect(tab.Find(".plot-caption")).ToHaveTextAsync(
        [
            "all 4 points", "all 4 values counted · 5 bins, one for each whole number", "all 2 points", "all 2 points", "all 2 points",
            "all 4 points of 2 lines",
        ]);
    }

    [Fact]
    public async Task Its_plots_turn_and_show_their_numbers()
    {
        Tab tab = await OpenFileAsync("flight", new { dt = 0.01 }, text => text);
        ILocator path = tab.Find("figure").Nth(1);
        await Expect(path).ToHaveAttributeAsync("data-drawn", "");
        string before = await PictureAsync(tab);

        await path.Locator(".plot-group").FocusAsync();
        await tab.Page.Keyboard.PressAsync("3");
        await Expect(path.Locator("canvas").First).ToBeVisibleAsync();
        Assert.NotEqual(before, await PictureAsync(tab));

        await tab.Page.Keyboard.PressAsync("t");
        await Expect(path.Locator(".plot-table tbody tr")).ToHaveCountAsync(25);
        await Expect(path.Locator(".plot-table tbody tr").First).ToContainTextAsync("10.6");
    }

    [Fact]
    public async Task A_script_that_was_planted_into_the_file_does_not_run()
    {
        Tab tab = await OpenFileAsync(
            "flight",
            new { dt = 0.01 },
            text => text.Replace("</main>", "<img src=data:image/png,x onerror=\"alert(1)\"><script>alert(2)</script></main>", StringComparison.Ordinal),
            "violates the following Content Security Policy directive",
            "violation of script-src");

        await Expect(tab.Find("figure[data-drawn]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Whatever_a_result_holds_is_only_shown()
    {
        string members = string.Join(',', HostileTexts.All.Select(text => $"{System.Text.Json.JsonSerializer.Serialize(text)}:[1,2,3]"));
        Tab tab = await OpenFileAsync("answer", new { json = $"{{\"inner\":{{{members}}}}}" }, text => text);

        await Expect(tab.Find("figure[data-drawn]").First).ToBeVisibleAsync();
        Assert.Equal(0, await tab.Find($"[{HostileTexts.Mark}]").CountAsync());
    }

    public void Dispose() => File.Delete(_file);

    private async Task<Tab> OpenFileAsync(string type, object args, Func<string, string> change, params string[] expected)
    {
        TaskView task = await Server.RunAsync(type, args);
        using var client = new PageClient(Server.Address);
        Answer answer = (await client.GetAsync($"/tasks/{task.Id}/result/export.html")).Is(200, "text/html; charset=utf-8");
        await File.WriteAllTextAsync(_file, change(answer.Text), Waiting.Stop);

        Tab tab = await NewTabAsync();
        tab.Expect($"A request to another server: file://{_file}");
        foreach (string text in expected)
        {
            tab.Expect(text);
        }

        await tab.Context.SetOfflineAsync(true);
        await tab.Page.GotoAsync($"file://{_file}");
        return tab;
    }

    /// <summary>Once what was asked for is drawn: in the next frame.</summary>
    private static Task<string> PictureAsync(Tab tab) => tab.ValueAsync<string>(
        """
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
            done(document.querySelectorAll("figure")[1].querySelector("canvas").toDataURL()))))
        """);
}
