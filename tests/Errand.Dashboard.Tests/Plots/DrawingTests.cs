using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Pictures and drawings of charts.</summary>
public sealed class DrawingTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    private const string CountStrayPixels = """
        async ([svg, png]) => {
          const load = async (type, text) => {
            const picture = new Image();
            picture.src = `data:${type};base64,${text}`;
            await picture.decode();
            return picture;
          };
          const [drawing, picture] = [await load("image/svg+xml", svg), await load("image/png", png)];
          const [width, height] = [picture.width, picture.height];
          const [one, other] = [drawing, picture].map((from) => {
            const canvas = document.createElement("canvas");
            Object.assign(canvas, { width, height });
            const context = canvas.getContext("2d");
            context.drawImage(from, 0, 0, width, height);
            return context.getImageData(0, 0, width, height).data;
          });
          const far = (a, i, b, j) => Math.max(Math.abs(a[i] - b[j]), Math.abs(a[i + 1] - b[j + 1]), Math.abs(a[i + 2] - b[j + 2]));
          // A pixel of one has its like in the other, there or within a pixel of the screen, which are two of these.
          const missing = (from, to) => {
            let count = 0;
            for (let y = 2; y < height - 2; y++) {
              for (let x = 2; x < width - 2; x++) {
                const i = 4 * (y * width + x);
                let isThere = false;
                for (let dy = -2; dy <= 2 && !isThere; dy++) {
                  for (let dx = -2; dx <= 2 && !isThere; dx++) { isThere = far(from, i, to, i + 4 * (dy * width + dx)) < 130; }
                }
                count += isThere ? 0 : 1;
              }
            }
            return count;
          };
          return missing(one, other) + missing(other, one);
        }
        """;

    public static TheoryData<string, string, string> Charts() => new()
    {
        { "units", """{ "rows": 100 }""", "0" },
        { "units", """{ "rows": 1000 }""", "0&x0=1&x1=2" },
        { "spike", """{ "rows": 20000, "at": 700 }""", "0" },
        { "many", """{ "rows": 30 }""", "0" },
        { "solvers", """{ "names": ["Euler", "a name that is much longer than its bar is wide", "Adams"] }""", "0" },
        { "counted", """{ "values": [0.5, 1.25, 1.5, 1.75, 2.5, 2.5, 2.75, 9.5] }""", "0" },
        { "counted", """{ "values": [3, 4, 4, 5, 5, 5, 9] }""", "0&log=y" },
        { "cloud", """{ "rows": 200 }""", "0" },
        { "field", """{ "rows": 8, "columns": 12 }""", "0" },
        { "field", """{ "rows": 80, "columns": 120 }""", "1&x0=20.3&x1=40.7" },
    };

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task The_drawing_shows_what_the_picture_shows(string type, string args, string view)
    {
        Charted chart = await DrawAsync(type, System.Text.Json.JsonElement.Parse(args), view);

        string[] files = [Convert.ToBase64String(await chart.FileAsync("svg")), Convert.ToBase64String(await chart.FileAsync("png"))];

        Assert.InRange(await chart.Tab.Page.EvaluateAsync<int>(CountStrayPixels, files), 0, 60);
    }

    [Fact]
    public async Task They_have_the_colours_of_the_theme()
    {
        Charted chart = await DrawAsync("units", new { rows = 100 });
        Assert.Contains("fill=\"#ffffff\"", await chart.SvgAsync(), StringComparison.Ordinal);

        await chart.Tab.ShowAsync(Look.WideDark);

        Assert.Contains("fill=\"#14171b\"", await chart.SvgAsync(), StringComparison.Ordinal);
    }
}
