using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Dashboard.Tests.Browsers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A path that is drawn from given columns, in a frame of the test's own, on a page that has the scripts.</summary>
internal sealed class PathLab(Tab tab)
{
    /// <summary>How wide and high it is, in CSS pixels.</summary>
    public const int Width = 800, Height = 500;

    private const string Start = """
        async (json) => {
          const { columns, view, state, width, height } = JSON.parse(json);
          globalThis.lab?.plot.end();
          globalThis.lab?.group.remove();
          const group = document.createElement("div");
          const place = document.createElement("div");
          const caption = document.createElement("p");
          group.tabIndex = 0;
          group.className = "lab";
          group.append(place, caption);
          Object.assign(group.style, { position: "fixed", left: 0, top: 0, zIndex: 100, width: `${width}px` });
          Object.assign(place.style, { position: "relative", width: `${width}px`, height: `${height}px` });
          document.body.append(group);
          const numbers = columns.map((column) => Float64Array.from(column, (value) => value ?? NaN));
          const style = getComputedStyle(document.documentElement);
          const token = (name) => style.getPropertyValue(`--${name}`).trim();
          const lab = globalThis.lab = { group, asked: [], said: [], state: null };
          lab.plot = errandPlots.path({
            place, state, view: { kind: "path", title: "Path", at: "", ...view }, still: true,
            source: { length: numbers[0].length, async series(ask) {
              lab.asked.push(ask);
              const length = numbers[0].length;
              let rows = Array.from({ length }, (_, row) => row).slice(ask.from ?? 0, (ask.to ?? length) + 1);
              const step = Math.ceil(rows.length / ask.points);
              rows = rows.filter((row) => row % step === 0 || row === length - 1);
              const taken = numbers.map((column) => Float64Array.from(rows, (row) => column[row]));
              return {
                length, first: 0, last: length - 1, drawn: rows.length, method: ask.method, tolerance: step > 1 ? 1 / 2000 : null, rows,
                x: null, y: taken.slice(0, ask.y.length), with: taken.slice(ask.y.length), gaps: [],
              };
            } },
            changed: (now) => { lab.state = now; }, tell: (text) => { caption.textContent = text; },
            say: (text) => lab.said.push(text),
            busy: () => {}, failed: (error) => { throw error; },
            colours: () => ({
              ...Object.fromEntries(["ground", "surface", "text", "muted", "line", "accent", "failed"].map((name) => [name, token(name)])),
              series: [1, 2, 3, 4, 5].map((i) => token(`series-${i}`)), font: "DejaVu Sans",
            }),
          });
          await lab.plot.ready;
        }
        """;

    private static readonly string[] Letters = ["x", "y", "z", "w"];

    /// <summary>Draws it anew.</summary>
    /// <param name="columns">Two or three; a null is a gap.</param>
    /// <param name="state">What the address says.</param>
    /// <param name="colour">One more column, that gives the colours.</param>
    /// <param name="view">More of what its view says.</param>
    public async Task DrawAsync(
        IReadOnlyList<double?[]> columns,
        IReadOnlyDictionary<string, string>? state = null,
        double?[]? colour = null,
        JsonObject? view = null)
    {
        var whole = new JsonObject { ["y"] = new JsonArray([.. columns.Select((_, i) => Column(Letters[i], "m"))]) };
        if (colour is not null)
        {
            whole["color"] = Column("time", "s");
        }

        foreach ((string name, JsonNode? value) in view ?? [])
        {
            whole[name] = value?.DeepClone();
        }

        double?[][] all = [.. columns, .. colour is null ? [] : new[] { colour }];
        string json = JsonSerializer.Serialize(
            new { columns = all, view = whole, state = state ?? new Dictionary<string, string>(), width = Width, height = Height });
        await tab.Page.EvaluateAsync(Start, json);
    }

    /// <summary>Draws what an address would show.</summary>
    public Task DrawAsync(IReadOnlyList<double?[]> columns, params (string Name, string Value)[] state) =>
        DrawAsync(columns, state.ToDictionary(pair => pair.Name, pair => pair.Value));

    public Task<string> SvgAsync() => tab.ValueAsync<string>("lab.plot.svg()");

    /// <summary>What stands below it.</summary>
    public ILocator Caption => tab.Find(".lab > p");

    /// <summary>The words beside its slider.</summary>
    public ILocator Told => tab.Find(".lab .path3d-told");

    public Task<string> SentenceAsync() => tab.ValueAsync<string>("lab.plot.sentence()");

    /// <summary>The last words for a screen reader.</summary>
    public Task<string> SaidAsync() => tab.ValueAsync<string>("lab.said.at(-1) ?? ''");

    /// <summary>What an address would say now.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StateAsync() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(await tab.ValueAsync<string>("JSON.stringify(lab.state ?? {})"))!;

    /// <summary>As the keyboard does it.</summary>
    public Task PressAsync(string key, bool shift = false) =>
        tab.Page.EvaluateAsync("([key, shift]) => lab.plot.key(key, shift)", new object[] { key, shift });

    /// <summary>The colour of the canvas there, such as <c>#0072b2</c>.</summary>
    public Task<string> ColourAsync(double x, double y) => tab.Page.EvaluateAsync<string>(
        """
        ([x, y]) => {
          const canvas = lab.group.querySelector(".path3d-sheet");
          const { data } = canvas.getContext("2d").getImageData(Math.floor(x), Math.floor(y), 1, 1);
          return errandPlots.words.hex(data);
        }
        """,
        new object[] { x, y });

    private static JsonObject Column(string name, string unit) => new() { ["column"] = $"/{name}", ["label"] = name, ["unit"] = unit };
}
