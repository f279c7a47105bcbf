using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>How plots say numbers and choose ticks and colours, <c>plotwords.js</c>, and what they write into files, <c>plotsvg.js</c>.
/// </summary>
public sealed class WordTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task Numbers_have_six_digits_or_as_many_as_tell_them_apart()
    {
        Tab tab = await OpenPlotAsync();
        (string Call, string Text)[] numbers =
        [
            ("0", "0"), ("1234567", "1,234,567"), ("0.1 + 0.2", "0.3"), ("-68.0712345", "−68.0712"), ("999999.9", "1,000,000"),
            ("1e-5", "1e−5"), ("-1.5e-7", "−1.5e−7"), ("123456789.5", "123,456,790"), ("1e9", "1e9"), ("1e300", "1e300"),
            ("NaN", "no number"), ("-Infinity", "−∞"), ("1000.000012345, 1e-4", "1,000.0000123"), ("1700000000.5, 10", "1,700,000,000.5"),
        ];
        foreach ((string call, string text) in numbers)
        {
            Assert.Equal((call, text), (call, await tab.ValueAsync<string>($"errandPlots.words.number({call})")));
        }
    }

    [Theory]
    [InlineData(0, 68.07, "0 10 20 30 40 50 60", "")]
    [InlineData(-0.3, 0.7, "−0.2 0.0 0.2 0.4 0.6", "")]
    [InlineData(1700000000, 1700000100, "0 20 40 60 80 100", "+ 1,700,000,000")]
    [InlineData(999999.998, 1000000.002, "−0.002 −0.001 0.000 0.001 0.002", "+ 1,000,000")]
    [InlineData(0, 1e-7, "0 20 40 60 80 100", "× 1e−9")]
    [InlineData(-3.0000005, -2.9999995, "−400 −200 0 200 400", "× 1e−9 − 3")]
    [InlineData(-1e308, 1e308, "−100 0 100", "× 1e306")]
    [InlineData(3, 3, "3", "")]
    public async Task Ticks_are_round_and_what_they_have_in_common_stands_once(double low, double high, string texts, string note)
    {
        Tab tab = await OpenPlotAsync();
        Assert.Equal((texts, note), await LabelsAsync(tab, low, high));
    }

    [Fact]
    public async Task Colours_grow_lighter_on_every_ground()
    {
        Tab tab = await OpenPlotAsync();
        foreach (string ground in (string[])["undefined", "'light'", "'dark'"])
        {
            int[][] colours = await tab.ValueAsync<int[][]>(
                $"Array.from({{ length: 65 }}, (_, i) => errandPlots.words.ramp(i / 64, {ground}))");
            double[] lights = [.. colours.Select(rgb => (0.2126 * Linear(rgb[0])) + (0.7152 * Linear(rgb[1])) + (0.0722 * Linear(rgb[2])))];
            Assert.Equal(lights.Order(), lights);
            Assert.Distinct(lights);
        }
    }

    [Fact]
    public async Task A_file_has_texts_as_texts_and_colours_as_colours()
    {
        Tab tab = await OpenPlotAsync();
        string svg = await tab.ValueAsync<string>(
            """
            (() => {
              const pen = errandPlots.pen(100, 50, 'a"b');
              pen.line([1, 2, 3, 4.126, NaN, NaN, 5, 5, NaN, NaN], "#123", 1.5);
              pen.text(1, 2, "<b>&\u0001\ud800</b>", { colour: "#000", size: 10, turn: -90 });
              pen.clip(0, 0, 5, 5);
              pen.rect(1, 1, 2, 2, "rgb(1, 2, 3)", "red");
              return pen.svg("<title>");
            })()
            """);

        Assert.Equal(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50" font-family="a&quot;b">
            <title>&lt;title&gt;</title>
            <path d="M1 2L3 4.13M5 5h0" fill="none" stroke="#123" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>
            <text x="1" y="5.6" fill="#000" font-size="10" transform="rotate(-90 1 2)">&lt;b&gt;&amp;��&lt;/b&gt;</text>
            <clipPath id="clip1"><rect x="0" y="0" width="5" height="5"/></clipPath>
            <g clip-path="url(#clip1)">
            <rect x="1" y="1" width="2" height="2" fill="rgb(1, 2, 3)" stroke="red"/>
            </g>
            </svg>

            """,
            svg);
        foreach (string colour in (string[])["url(#a)", "url(//a)", "red;x", "rgb(1,2,3)\"", ""])
        {
            Assert.Equal(
                $"\"{colour}\" is no colour.",
                await tab.Page.EvaluateAsync<string>(
                    """
                    (colour) => {
                      try { errandPlots.pen(1, 1, "").rect(0, 0, 1, 1, colour); } catch (error) { return error.message; }
                      return "";
                    }
                    """,
                    colour));
        }
    }

    private async Task<Tab> OpenPlotAsync()
    {
        TaskView task = await Server.RunAsync("spiral", new { rows = 10 });
        return await OpenAsync($"/tasks/{task.Id}/result?view=0");
    }

    private static async Task<(string Texts, string Note)> LabelsAsync(Tab tab, double low, double high)
    {
        string[] labels = await tab.Page.EvaluateAsync<string[]>(
            """
            ([low, high]) => {
              const { texts, note } = errandPlots.words.labels(errandPlots.words.ticks(low, high, 5));
              return [texts.join(" "), note];
            }
            """,
            new object[] { low, high });
        return (labels[0], labels[1]);
    }

    /// <summary>How light a part of a colour is: sRGB without its gamma.</summary>
    private static double Linear(int part) =>
        part / 255.0 <= 0.04045 ? part / 255.0 / 12.92 : Math.Pow(((part / 255.0) + 0.055) / 1.055, 2.4);
}
