using System.Globalization;
using System.Text.Json;

namespace Errand.Dashboard.Pages.Compare;

/// <summary>Lays the values of tasks side by side.</summary>
internal static class ComparedRows
{
    /// <summary>A row for each value, in the order of their first appearance.</summary>
    /// <param name="values">A value of each task.</param>
    /// <param name="onlyDifferent">Whether rows are left out that are the same in all tasks.</param>
    public static IReadOnlyList<ComparedRow> Of(IEnumerable<JsonElement?> values, bool onlyDifferent)
    {
        // Of two members of one name the last counts, as in JSON.
        List<Dictionary<string, string>> tasks = [];
        List<string> names = [];
        foreach (JsonElement? value in values)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach ((string name, string text) in FlatJson.Of(value))
            {
                texts[name] = text;
                names.Add(name);
            }

            tasks.Add(texts);
        }

        return
        [
            .. names.Distinct(StringComparer.Ordinal).Select(name => RowOf(name, [.. tasks.Select(task => task.GetValueOrDefault(name))]))
                .Where(row => !onlyDifferent || row.Cells.Select(cell => cell.Text).Distinct(StringComparer.Ordinal).Count() > 1),
        ];
    }

    private static ComparedRow RowOf(string name, string?[] texts) =>
        new(name, [.. texts.Select(text => new ComparedCell(text, texts[0] == text ? null : DifferenceOf(texts[0], text)))]);

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
