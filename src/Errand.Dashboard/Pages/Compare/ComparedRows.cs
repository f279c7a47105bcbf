using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Compare;

/// <summary>Lays the values of tasks side by side.</summary>
internal static class ComparedRows
{
    private static readonly ComparedCell Missing = new(null, null, IsDefault: false);

    /// <summary>The arguments that are not the same in all tasks. One that was left out has the default of its type.</summary>
    public static IReadOnlyList<ComparedRow> OfArgs(IEnumerable<ComparedTask> tasks) =>
    [
        .. Of([.. tasks.Select(task => CellsOf(task.Task.Args, DefaultsOf(task)))])
            .Where(row => row.Cells.Select(cell => (cell.Text, cell.IsDefault)).Distinct().Count() > 1),
    ];

    public static IReadOnlyList<ComparedRow> OfSummaries(IEnumerable<ComparedTask> tasks) =>
        [.. Of([.. tasks.Select(task => CellsOf(task.Task.Summary, []))])];

    /// <summary>A row for each value that a task was given, in the order of their first appearance.</summary>
    private static IEnumerable<ComparedRow> Of(IReadOnlyList<Dictionary<string, ComparedCell>> tasks) =>
        from name in tasks.SelectMany(task => task).Where(cell => !cell.Value.IsDefault).Select(cell => cell.Key)
            .Distinct(StringComparer.Ordinal)
        let cells = tasks.Select(task => task.GetValueOrDefault(name) ?? Missing).ToArray()
        select new ComparedRow(name, [.. cells.Select(cell => Compared(cells[0], cell))]);

    private static IEnumerable<KeyValuePair<string, JsonElement>> DefaultsOf(ComparedTask task) =>
        task.Type is { } type ? LeftOutArgs.JsonOf(type, task.Task.Args) : [];

    private static Dictionary<string, ComparedCell> CellsOf(JsonElement? value, IEnumerable<KeyValuePair<string, JsonElement>> defaults)
    {
        var cells = new Dictionary<string, ComparedCell>(StringComparer.Ordinal);
        foreach ((string name, JsonElement each) in defaults)
        {
            Add(FlatJson.Of(name, each), isDefault: true);
        }

        // Of two members of one name the last counts, as in JSON.
        Add(FlatJson.Of(value), isDefault: false);
        return cells;

        void Add(IReadOnlyList<KeyValuePair<string, string>> texts, bool isDefault)
        {
            foreach ((string name, string text) in texts)
            {
                cells[name] = new ComparedCell(text, null, isDefault);
            }
        }
    }

    private static ComparedCell Compared(ComparedCell reference, ComparedCell cell) =>
        cell with { Difference = reference.Text == cell.Text ? null : DifferenceOf(reference.Text, cell.Text) };

    private static string? DifferenceOf(string? reference, string? text)
    {
        if (!IsNumber(reference, out double from) || !IsNumber(text, out double to))
        {
            return null;
        }

        double difference = to - from;
        string sign = difference < 0 ? "−" : "+";
        string absolute = string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(difference):G6}");
        return from == 0 ? absolute
            : string.Create(CultureInfo.InvariantCulture, $"{absolute} ({sign}{Math.Abs(difference / from) * 100:G3} %)");
    }

    private static bool IsNumber(string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
