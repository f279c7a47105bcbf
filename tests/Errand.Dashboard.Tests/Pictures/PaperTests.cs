using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Pictures;

/// <summary>Plots on paper, and where no script runs.</summary>
public sealed class PaperTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>What the plot for paper has in its first corner, once it is there.</summary>
    private const string Corner = """
        (() => {
          dispatchEvent(new Event("beforeprint"));
          const canvas = document.querySelector(".plot-paper canvas");
          const corner = [...canvas.getContext("2d").getImageData(0, 0, 1, 1).data].join();
          return `${corner} ${canvas.width > 2 * document.querySelector(".plot").clientWidth}`;
        })()
        """;

    [Theory]
    [InlineData("units", 0)]
    [InlineData("field", 0)]
    [InlineData("flight", 1)]
    public async Task A_plot_on_paper_is_light_and_sharp_and_the_screen_stays_as_it_is(string type, int view)
    {
        object args = type switch { "units" => new { rows = 150 }, "field" => new { rows = 8, columns = 12 }, _ => new { dt = 0.125 } };
        TaskView task = await Server.RunAsync(type, args);
        Tab tab = await NewTabAsync(Look.WideDark);
        await tab.Context.AddCookiesAsync([new Cookie { Name = "errand-theme", Value = "dark", Url = Server.Address.ToString() }]);
        await tab.GoAsync($"/tasks/{task.Id}/result?view={view}");
        await tab.Find("[data-drawn]").WaitForAsync();

        Assert.Equal("255,255,255,255 true", await tab.ValueAsync<string>(Corner));
        Assert.Equal("dark", await tab.ValueAsync<string>("document.documentElement.dataset.theme"));
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Expect(tab.Find(".plot-paper canvas")).ToBeVisibleAsync();
        await Expect(tab.Find(".plot-group")).ToBeHiddenAsync();
        Assert.Equal("rgb(255, 255, 255)", await tab.ValueAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await tab.RunAsync("dispatchEvent(new Event('afterprint'))");
        await Expect(tab.Find(".plot-group")).ToBeVisibleAsync();
        Assert.Equal(0, await tab.Find(".plot-paper canvas").CountAsync());
    }

    [Fact]
    public async Task Without_script_a_plot_is_a_picture_in_the_colours_of_the_page_and_light_on_paper()
    {
        TaskView task = await Server.RunAsync("units", new { rows = 150 });
        Tab tab = await OpenWithoutScriptAsync($"/tasks/{task.Id}/result", Look.WideDark);

        await Expect(tab.Find("picture img")).ToBeVisibleAsync();
        Assert.EndsWith("plot.svg?view=0&theme=dark", await tab.ValueAsync<string>("document.querySelector('picture img').currentSrc"), StringComparison.Ordinal);
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Expect(tab.Find("picture img")).ToBeHiddenAsync();
        await Expect(tab.Find(".on-paper-only")).ToBeVisibleAsync();
        Assert.Equal(800, await tab.ValueAsync<int>("document.querySelector('.on-paper-only').naturalWidth"));
    }

    [Fact]
    public async Task Where_scripts_run_no_picture_is_loaded()
    {
        TaskView task = await Server.RunAsync("units", new { rows = 150 });
        List<string> requests = [];
        Tab tab = await NewTabAsync();
        tab.Page.Request += (_, request) => requests.Add(request.Url);
        await tab.GoAsync($"/tasks/{task.Id}/result");
        await tab.Find("[data-drawn]").WaitForAsync();
        await tab.Find(".views a").Nth(1).ClickAsync();
        await tab.Find("#plot-1[data-drawn]").WaitForAsync();

        Assert.DoesNotContain(requests, url => url.Contains("plot.svg", StringComparison.Ordinal));
    }
}
