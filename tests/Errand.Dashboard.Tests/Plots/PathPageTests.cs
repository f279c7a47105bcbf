using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>The path of a result on its page.</summary>
public sealed class PathPageTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task What_the_eye_sees_stands_in_the_address_and_comes_back_with_it()
    {
        Tab tab = await OpenPathAsync(300);

        await tab.Find(".plot-group").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("+");
        await Expect(tab.Page).ToHaveURLAsync(new Regex(@"[?&]eye=-55%2C25&zoom=1\.25"));
        LocatorBoundingBoxResult stage = await StageAsync(tab);
        await tab.Page.Mouse.MoveAsync(stage.X + 100, stage.Y + 100);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(stage.X + 150, stage.Y + 110, new() { Steps = 5 });
        await tab.Page.Mouse.UpAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex(@"[?&]eye=-75%2C29&zoom=1\.25"));
        string drawn = await FileAsync(tab);

        await tab.Page.ReloadAsync();

        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        Assert.Equal(drawn, await FileAsync(tab));
        await tab.Find("[data-tool=reset]").ClickAsync();
        await Expect(tab.Page).Not.ToHaveURLAsync(new Regex("eye="));
    }

    [Fact]
    public async Task The_slider_shows_each_row_and_a_click_the_one_that_is_meant()
    {
        Tab tab = await OpenPathAsync(300);
        ILocator slider = tab.Find(".path3d-row");

        await slider.FillAsync("299");
        await Expect(tab.Find(".path3d-told")).ToHaveTextAsync("row 299 · x −0.988532 m · y 0.151013 m · z 0.598 m · time 0.299 s");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", new Regex("^row 299, x "));
        await Expect(tab.Page).ToHaveURLAsync(new Regex("[?&]row=299"));
        await tab.Find("[data-tool=reset]").ClickAsync();
        await Expect(tab.Find(".path3d-told")).ToHaveTextAsync("Move the slider to walk along the path.");

        // Its last point is where the end is marked.
        (double x, double y) = await EndAsync(tab);
        await tab.Page.Mouse.MoveAsync((float)x, (float)y);
        await Expect(tab.Find(".path3d-over")).ToBeVisibleAsync();
        await tab.Page.Mouse.ClickAsync((float)x, (float)y);
        await Expect(tab.Find(".path3d-told")).ToContainTextAsync("row 299 ·");
        await tab.Page.Mouse.MoveAsync(0, 0);
        await tab.Find(".plot-group").PressAsync(",");
        await Expect(tab.Find(".path3d-told")).ToContainTextAsync("row 298 ·");
    }

    [Fact]
    public async Task A_long_path_says_how_much_of_it_is_drawn()
    {
        Tab tab = await OpenPathAsync(150_000);

        await Expect(tab.Find(".plot-caption")).ToHaveTextAsync(
            new Regex(@"^[\d,]+ of 150,000 points drawn · within 1/[\d,]+ of each axis$"));
        await Expect(tab.Find(".plot")).ToHaveAttributeAsync(
            "aria-label", new Regex("^Path of 150,000 points in space, x from −1 to 1 m, "));
        await tab.Find(".path3d-row").FillAsync("149999");
        await Expect(tab.Find(".path3d-told")).ToContainTextAsync("row 149,999 ·");
        await Expect(tab.Find(".path3d-told")).ToContainTextAsync("· time 149.999 s");
    }

    [Fact]
    public async Task It_is_drawn_in_the_colours_of_the_theme()
    {
        Tab tab = await OpenPathAsync(300);
        await ExpectCornerAsync(tab, "255,255,255");

        await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        await ExpectCornerAsync(tab, "20,23,27");
    }

    private async Task<Tab> OpenPathAsync(int rows)
    {
        TaskView task = await Server.RunAsync("spiral", new { rows });
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view=0");
        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        return tab;
    }

    private static async Task<LocatorBoundingBoxResult> StageAsync(Tab tab)
    {
        LocatorBoundingBoxResult? box = await tab.Find(".path3d-stage").BoundingBoxAsync();
        Assert.NotNull(box);
        return box;
    }

    /// <summary>The file of the button SVG.</summary>
    private static async Task<string> FileAsync(Tab tab)
    {
        IDownload file = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Find("[data-tool=svg]").ClickAsync());
        return await File.ReadAllTextAsync(await file.PathAsync(), Waiting.Stop);
    }

    /// <summary>Waits until the ground of the plot has this colour.</summary>
    private static async Task ExpectCornerAsync(Tab tab, string colour) => await tab.Page.EvaluateAsync(
        """
        (colour) => new Promise((resolve) => {
          const look = () => {
            const { data } = document.querySelector(".path3d-sheet").getContext("2d").getImageData(2, 2, 1, 1);
            if ([...data].slice(0, 3).join() === colour) { resolve(); } else { requestAnimationFrame(look); }
          };
          look();
        })
        """,
        colour).Soon();

    /// <summary>The middle of the only black dot of the path: its end.</summary>
    private static async Task<(double X, double Y)> EndAsync(Tab tab)
    {
        double[] place = await tab.ValueAsync<double[]>(
            """
            (() => {
              const canvas = document.querySelector(".path3d-sheet");
              const { data, width } = canvas.getContext("2d").getImageData(0, 24, canvas.width, canvas.height - 24);
              const dark = [];
              for (let i = 0; i < data.length; i += 4) { if (data[i] < 30 && data[i + 1] < 30 && data[i + 2] < 35) { dark.push(i / 4); } }
              // Letters are dark too, but thin: a pixel of the dot has six dark ones in a row.
              const known = new Set(dark);
              const dot = dark.filter((at) => [0, 1, 2, 3, 4, 5].every((step) => known.has(at + step) && known.has(at + step + width)));
              const at = dot[Math.floor(dot.length / 2)];
              const { left, top } = canvas.getBoundingClientRect();
              return [left + (at % width) + 3, top + 24 + Math.floor(at / width)];
            })()
            """);
        return (place[0], place[1]);
    }
}
