using System.Globalization;

namespace Errand.Dashboard.Pages.Results;

/// <summary>Where a view of a result is: links to other views, and to other parts of this one.</summary>
/// <param name="Path">The page that shows the result, without the base.</param>
/// <param name="Anchor">Where on the page the result is: <c>#result</c>; empty when it is the page.</param>
/// <param name="IsEmbedded">Whether the result stands in a frame: links stay there.</param>
public sealed record ViewerAddress(string Path, string Anchor, bool IsEmbedded)
{
    public string View(int view) => Of(Parameter("view", view));

    /// <summary>The text of a view as it is written, where that is drawn otherwise.</summary>
    public string Written(int view) => Of(Parameter("view", view) + Parameter("raw", 1));

    /// <param name="view">The view.</param>
    /// <param name="sort">The column that rows are sorted by; null: as they are stored.</param>
    /// <param name="offset">The first row.</param>
    public string Table(int view, string? sort, long offset) =>
        Of(Parameter("view", view) + Parameter("sort", sort) + Parameter("offset", offset == 0 ? null : offset));

    /// <param name="view">The view.</param>
    /// <param name="at">The pointer of the value that is shown.</param>
    /// <param name="offset">The first of its children.</param>
    public string Tree(int view, string at, long offset) =>
        Of(Parameter("view", view) + Parameter("at", at.Length == 0 ? null : at) + Parameter("offset", offset == 0 ? null : offset));

    private string Of(string parameters) => $"{Path}?{parameters[1..]}{(IsEmbedded ? "&embed=1" : "")}{Anchor}";

    private static string Parameter(string name, object? value) =>
        value is null ? "" : $"&{name}={Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture)!)}";
}
