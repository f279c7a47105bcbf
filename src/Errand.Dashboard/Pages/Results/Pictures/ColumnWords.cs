using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>What columns are called.</summary>
internal static class ColumnWords
{
    private const int LongestLabel = 1000;

    /// <summary>The label; without one what the pointer suggests: <c>r.2</c> of <c>/r/*/2</c>.</summary>
    public static string Label(string? label, string column)
    {
        string text = string.IsNullOrEmpty(label) ? string.Join('.', PointerText.StepsOf(column).Where(step => step is not ("" or "*"))) : label;
        return Cut.Line(Cut.At(text.Length == 0 ? "value" : text, LongestLabel));
    }

    /// <summary><c>height (m)</c></summary>
    public static string Name(string? label, string column, string? unit) =>
        Label(label, column) + (string.IsNullOrEmpty(unit) ? "" : $" ({Cut.Line(Cut.At(unit, LongestLabel))})");
}
