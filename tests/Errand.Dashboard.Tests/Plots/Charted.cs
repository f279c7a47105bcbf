using System.Globalization;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A chart on the page of a result.</summary>
internal sealed partial class Charted(Tab tab)
{
    public Tab Tab => tab;

    /// <summary>The line below it.</summary>
    public ILocator Caption => tab.Find(".plot-caption");

    /// <summary>What stands beside the cursor.</summary>
    public ILocator Tip => tab.Find(".plot-tip");

    public ILocator Entries => tab.Find(".plot-entry");

    /// <summary>What takes the keys.</summary>
    public ILocator Group => tab.Find(".plot-group");

    /// <summary>What it is for someone who does not see it.</summary>
    public Task<string?> SentenceAsync() => tab.Find(".plot-field").GetAttributeAsync("aria-label");

    public ILocator Tool(string name) => tab.Find($"[data-tool={name}]");

    /// <summary>Where its values are, in pixels of the window.</summary>
    /// <param name="panel">Which of the fields above each other.</param>
    public async Task<LocatorBoundingBoxResult> FieldAsync(int panel = 0)
    {
        LocatorBoundingBoxResult? box = await tab.Find(".u-over").Nth(panel).BoundingBoxAsync();
        Assert.NotNull(box);
        return box;
    }

    /// <summary>Moves the pointer to a place: shares of the field from its left and its top.</summary>
    public async Task PointAsync(double x, double y, int panel = 0)
    {
        LocatorBoundingBoxResult field = await FieldAsync(panel);
        await tab.Page.Mouse.MoveAsync((float)(field.X + (x * field.Width)), (float)(field.Y + (y * field.Height)), new() { Steps = 4 });
    }

    public async Task DragAsync((double X, double Y) from, (double X, double Y) to)
    {
        await PointAsync(from.X, from.Y);
        await tab.Page.Mouse.DownAsync();
        await PointAsync(to.X, to.Y);
        await tab.Page.Mouse.UpAsync();
    }

    /// <summary>What the address says of it; nothing: null.</summary>
    public string? State(string name) => QueryOf(tab.Page.Url).GetValueOrDefault(name);

    /// <summary>Waits until the address has something of this name, and returns it as a number.</summary>
    public async Task<double> NumberAsync(string name)
    {
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new Regex($@"[?&]{name}="));
        return double.Parse(State(name)!, CultureInfo.InvariantCulture);
    }

    /// <summary>The file of the button SVG.</summary>
    public async Task<string> SvgAsync() => System.Text.Encoding.UTF8.GetString(await FileAsync("svg"));

    public async Task<byte[]> FileAsync(string tool)
    {
        IDownload file = await tab.Page.RunAndWaitForDownloadAsync(() => Tool(tool).ClickAsync());
        return await File.ReadAllBytesAsync(await file.PathAsync(), Waiting.Stop);
    }

    /// <summary>All texts of the drawing.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. Text().Matches(await SvgAsync()).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value))];

    /// <summary>The share of the field, from its top, where the first pixel of a colour is; null: there is none.</summary>
    /// <param name="colour">Such as <c>#0072b2</c>.</param>
    public Task<double?> HighestAsync(string colour) => tab.Page.EvaluateAsync<double?>(
        """
        (colour) => {
          const canvas = document.querySelector(".plot-panel canvas");
          const field = document.querySelector(".u-over").getBoundingClientRect();
          const top = field.top - canvas.getBoundingClientRect().top;
          const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
          const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] > 200 && wanted.every((part, channel) => Math.abs(data[i + channel] - part) < 40)) {
              return (Math.floor(i / 4 / width) / devicePixelRatio - top) / field.height;
            }
          }
          return null;
        }
        """,
        colour);

    [GeneratedRegex("<text[^>]*>([^<]*)</text>")]
    private static partial Regex Text();

    private static Dictionary<string, string> QueryOf(string url) =>
        new Uri(url).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
}
