using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>Zooming, moving, choosing lines, the cursor: by mouse, fingers and keys.</summary>
public sealed class ChartMoveTests(SharedBrowser browser, SqlitePageServer server)
    : ChartTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>Puts a plot of twenty lines in the place of the one that there is; what it asks for and tells is kept.</summary>
    private const string DrawTwenty = """
        (async () => {
          const place = document.querySelector(".plot");
          place.replaceChildren();
          globalThis.asked = [];
          const rows = Array.from({ length: 50 }, (_, row) => row);
          const column = (name) => Float64Array.from(rows, (row) => Math.sin(row / 9) + Number(name.slice(1)));
          await errandPlots.lines({
            place, state: {}, still: true,
            view: { kind: "lines", title: "Twenty", x: { column: "/0" },
              y: rows.slice(0, 20).map((k) => ({ column: `/${k}`, label: `line ${k}` })) },
            source: { length: 50, async series({ x, y }) {
              asked.push(y.length + 1);
              return { length: 50, first: 0, last: 49, drawn: 50, method: "minmax", tolerance: null, rows, x: Float64Array.from(rows),
                y: y.map(column), with: [], gaps: y.map(() => ({ nonFinite: 0, nulls: 0 })) };
            } },
            changed: (state) => { globalThis.told = state; },
            tell: () => {}, say: () => {}, busy: () => {}, failed: (error) => { throw error; },
            colours: () => ({ ground: "#fff", surface: "#eee", text: "#000", muted: "#444", line: "#ccc", accent: "#00f", failed: "#f00",
              series: ["#0072b2", "#d55e00", "#00866b", "#882277", "#111418"], font: "DejaVu Sans" }),
          }).ready;
        })()
        """;

    [Fact]
    public async Task A_line_below_says_how_it_is_moved()
    {
        Charted chart = await DrawAsync("spike", new { rows = 1000, at = 5 });

        await Expect(chart.Tab.Find(".plot-hint .by-mouse")).ToHaveTextAsync(
            "drag to zoom · double-click to go back · Shift-drag to move · after a click, the wheel zooms and h shows the keys");
        await Expect(chart.Tab.Find(".plot-hint .by-touch")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Files_are_one_group_of_its_tools_and_its_table_comes_into_view()
    {
        Charted chart = await DrawAsync("spike", new { rows = 1000, at = 5 });
        Assert.Equal(
            ["Save as", "PNG", "SVG", "CSV", "HTML"],
            await chart.Tab.Find(".plot-tool-group:has-text('Save as') > *").AllTextContentsAsync());

        await chart.Tool("table").ClickAsync();

        await Expect(chart.Tab.Find(".plot-table .pager")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_wheel_scrolls_the_page_and_with_Ctrl_it_zooms()
    {
        Charted chart = await DrawAsync("spike", new { rows = 1000, at = 5 });
        await chart.PointAsync(0.5, 0.5);

        await chart.Tab.Page.Mouse.WheelAsync(0, -200);
        await chart.Tab.Page.Keyboard.DownAsync("Control");
        await chart.Tab.Page.Mouse.WheelAsync(0, -200);
        await chart.Tab.Page.Keyboard.UpAsync("Control");

        // Both would have zoomed in by more than this.
        double wide = await chart.NumberAsync("x1") - await chart.NumberAsync("x0");
        Assert.InRange(wide, 0.58, 0.63);
    }

    [Fact]
    public async Task A_box_zooms_a_double_click_goes_back_and_the_address_knows()
    {
        Charted chart = await DrawAsync("spike", new { rows = 10_000, at = 5 });

        await chart.DragAsync((0.25, 0.5), (0.75, 0.9));
        Assert.InRange(await chart.NumberAsync("x0"), 2.4, 2.6);
        Assert.InRange(await chart.NumberAsync("x1"), 7.4, 7.6);
        Assert.InRange(await chart.NumberAsync("y1"), 150, 250);
        string zoomed = chart.Tab.Page.Url;
        await chart.DragAsync((0.5, 0.5), (0.6, 0.5)); // Flat: what is shown upwards stays.
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex(@"[?&]x0=(4\.9|5)"));
        Assert.Contains(zoomed[zoomed.IndexOf("y0=", StringComparison.Ordinal)..], chart.Tab.Page.Url, StringComparison.Ordinal);
        await chart.Tab.Page.Mouse.DblClickAsync((await chart.FieldAsync()).X + 100, (await chart.FieldAsync()).Y + 100);
        await Expect(chart.Tab.Page).ToHaveURLAsync(zoomed);

        await chart.Tab.Page.ReloadAsync();
        await Expect(chart.Tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        IReadOnlyList<string> texts = await chart.TextsAsync();
        Assert.Contains("7.0", texts);
        Assert.DoesNotContain("8.0", texts);

        await chart.Tool("reset").ClickAsync();
        await Expect(chart.Tab.Page).Not.ToHaveURLAsync(new Regex("x0="));
    }

    [Fact]
    public async Task Dragging_with_shift_moves_and_stops_at_the_ends()
    {
        Charted chart = await DrawAsync("spike", new { rows = 10_000, at = 5 }, "0&x0=4&x1=6");

        await chart.Tab.Page.Keyboard.DownAsync("Shift");
        await chart.DragAsync((0.7, 0.5), (0.2, 0.5));
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex(@"[?&]x0=(4\.9|5)"));
        for (int i = 0; i < 5; i++)
        {
            await chart.DragAsync((0.9, 0.5), (0.1, 0.5));
        }

        await chart.Tab.Page.Keyboard.UpAsync("Shift");
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("x1=9.999(&|$)"));
        Assert.InRange(await chart.NumberAsync("x0"), 7.99, 8.01);
    }

    [Fact]
    public async Task The_wheel_zooms_only_a_plot_that_has_the_focus()
    {
        Charted chart = await DrawAsync("spike", new { rows = 10_000, at = 5 });

        await chart.PointAsync(0.5, 0.5);
        await chart.Tab.Page.Mouse.WheelAsync(0, -200);
        Assert.Null(chart.State("x0"));
        await chart.Group.FocusAsync();
        await chart.Tab.Page.Mouse.WheelAsync(0, -200);

        double low = await chart.NumberAsync("x0");
        Assert.InRange(low, 0.5, 4.5);
        Assert.Equal(9.999 - low, await chart.NumberAsync("x1"), 0.05);
    }

    [Fact]
    public async Task Two_fingers_zoom_and_one_does_not()
    {
        Charted chart = await DrawAsync("spike", new { rows = 10_000, at = 5 }, look: Look.Narrow);
        LocatorBoundingBoxResult field = await chart.FieldAsync();
        ICDPSession session = await chart.Tab.Context.NewCDPSessionAsync(chart.Tab.Page);
        double y = field.Y + (field.Height / 2);

        await TouchAsync(session, "touchStart", (field.X + 100, y));
        await TouchAsync(session, "touchMove", (field.X + 140, y));
        await TouchAsync(session, "touchEnd");
        Assert.Null(chart.State("x0"));

        double middle = field.X + (field.Width / 2);
        await TouchAsync(session, "touchStart", (middle - 30, y), (middle + 30, y));
        await TouchAsync(session, "touchMove", (middle - 60, y), (middle + 60, y));
        await TouchAsync(session, "touchEnd");
        Assert.InRange(await chart.NumberAsync("x0"), 2.2, 2.8);
        Assert.InRange(await chart.NumberAsync("x1"), 7.2, 7.8);
    }

    [Fact]
    public async Task Keys_move_a_cursor_that_is_read_out()
    {
        Charted chart = await DrawAsync("units", new { rows = 100 });
        ILocator said = chart.Tab.Find("#said");
        await chart.Group.FocusAsync();

        await chart.Tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(said).ToHaveTextAsync(new Regex("^time 0 s · row 0, height 0 m .*, climb 10,000 m/s, warmth 20 °C$"));
        await chart.Tab.Page.Keyboard.PressAsync("ArrowRight");
        await chart.Tab.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(said).ToHaveTextAsync(new Regex("^time 0.11 s · row 11, "));
        await Expect(chart.Tip).ToContainTextAsync("row 11");
        await chart.Tab.Page.Keyboard.PressAsync("End");
        await Expect(said).ToHaveTextAsync(new Regex("^time 0.99 s · row 99, "));
        await chart.Tab.Page.Keyboard.PressAsync("Enter");
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]row=99"));
        await chart.Tab.Page.Keyboard.PressAsync("Home");
        await chart.Tab.Page.Keyboard.PressAsync("+");
        Assert.InRange(await chart.NumberAsync("x1"), 0.48, 0.51);
        await chart.Tab.Page.Keyboard.PressAsync("0");
        await Expect(chart.Tab.Page).Not.ToHaveURLAsync(new Regex("x1="));
    }

    [Fact]
    public async Task A_click_pins_what_the_cursor_shows()
    {
        Charted chart = await DrawAsync("units", new { rows = 100 });

        await chart.PointAsync(0.5, 0.5);
        string text = await chart.Tip.InnerTextAsync();
        await chart.Tab.Page.Mouse.DownAsync();
        await chart.Tab.Page.Mouse.UpAsync();
        await chart.PointAsync(0.8, 0.5);

        await Expect(chart.Tip).ToContainTextAsync("pinned");
        Assert.Contains(text.Split('\n')[0], await chart.Tip.InnerTextAsync(), StringComparison.Ordinal);
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex(@"[?&]row=\d+"));
        await chart.Tab.Page.ReloadAsync();
        await Expect(chart.Tip).ToContainTextAsync(text.Split('\n')[0]);
    }

    [Fact]
    public async Task The_legend_hides_lines_and_shows_one_alone()
    {
        Charted chart = await DrawAsync("units", new { rows = 100 });

        await chart.Entries.Nth(1).ClickAsync();
        await Expect(chart.Entries.Nth(1)).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(chart.Tab.Page).ToHaveURLAsync(new Regex("[?&]hide=1"));
        Assert.DoesNotContain("#d55e00\" stroke-width=\"1.5\"", await chart.SvgAsync(), StringComparison.Ordinal);
        await chart.Tab.Page.ReloadAsync();
        await Expect(chart.Entries.Nth(1)).ToHaveAttributeAsync("aria-pressed", "false");

        await chart.Entries.Nth(2).DblClickAsync();
        await Expect(chart.Tab.Find(".plot-entry[aria-pressed=true]")).ToHaveCountAsync(1);
        await Expect(chart.Entries.Nth(2)).ToHaveAttributeAsync("aria-pressed", "true");
        await chart.Entries.Nth(2).FocusAsync();
        await chart.Tab.Page.Keyboard.PressAsync("Enter");
        await Expect(chart.Caption).ToHaveTextAsync("nothing is chosen");
        await chart.Tool("reset").ClickAsync();
        await Expect(chart.Tab.Find(".plot-entry[aria-pressed=true]")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Of_many_lines_the_first_eight_are_shown_and_others_can_be_chosen()
    {
        // A view of a type has 16 at most; a file from elsewhere may have more.
        Charted chart = await DrawAsync("many", new { rows = 50 });
        await chart.Tab.RunAsync(DrawTwenty);

        await Expect(chart.Tab.Find(".plot-entry:visible")).ToHaveCountAsync(8);
        await chart.Tab.Find(".plot-more").ClickAsync();
        await Expect(chart.Tab.Find(".plot-entry:visible")).ToHaveCountAsync(20);
        await chart.Entries.Nth(19).ClickAsync();
        await chart.Tab.Find(".plot-more").ClickAsync();
        await Expect(chart.Tab.Find(".plot-entry:visible")).ToHaveCountAsync(9);
        await chart.PointAsync(0.5, 0.5);
        await Expect(chart.Tip).ToContainTextAsync("line 19");
        Assert.Equal("0_1_2_3_4_5_6_7_19", await chart.Tab.ValueAsync<string>("told.show"));
        int[] asked = await chart.Tab.ValueAsync<int[]>("asked");
        Assert.Equal([9, 5], asked);
    }

    private static async Task TouchAsync(ICDPSession session, string type, params (double X, double Y)[] fingers) =>
        await session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["touchPoints"] = fingers
                .Select((finger, id) => new Dictionary<string, object> { ["x"] = finger.X, ["y"] = finger.Y, ["id"] = id }).ToArray(),
        });
}
