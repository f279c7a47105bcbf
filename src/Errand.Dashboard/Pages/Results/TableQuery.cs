using System.Globalization;
using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results;

/// <summary>Reads a page of a table.</summary>
internal static class TableQuery
{
    private const string Axes = "xyz";

    public static async Task<ViewContent> ReadAsync(PageRequest request, TaskId id, ResultView view, string? sort, int offset)
    {
        var options = new ResultTableOptions
        {
            At = view.At,
            Members = MembersOf(view),
            Sort = sort,
            Offset = offset,
            Limit = TableContent.PageRows,
        };
        return await request.Tasks.FindResultTableAsync(id, options, request.Aborted) is { } table
            ? new TableContent { Table = table, Columns = ColumnsOf(table, view), Sort = sort, Offset = offset }
            : new MissingContent("The task is gone.");
    }

    /// <summary>The arrays that the view names, where it names such: below the object that they are members of.</summary>
    private static IReadOnlyList<string> MembersOf(ResultView view)
    {
        string[] at = PointerText.StepsOf(view.At);
        string[][] columns = [.. view.Y.Select(line => PointerText.StepsOf(line.Column))];
        bool areMembers = columns.All(steps => steps.Length == at.Length + 1 && steps.AsSpan().StartsWith(at));
        return areMembers ? [.. columns.Select(steps => steps[^1])] : [];
    }

    /// <summary>What the view names, in its order; all when it names none.</summary>
    private static IReadOnlyList<TableColumn> ColumnsOf(ResultTable table, ResultView view) =>
    [
        .. view.Y.Count == 0
            ? table.Columns.Select((column, i) => Of(i, column, LabelOf(table, column), null))
            : view.Y.SelectMany(line => OfLine(table, line)),
    ];

    /// <summary>Of an array of arrays there is a column for each component.</summary>
    private static IEnumerable<TableColumn> OfLine(ResultTable table, ViewLine line)
    {
        string name = PointerText.StepsOf(line.Column) is [.., var last] ? last : "";
        for (int i = 0; i < table.Columns.Count; i++)
        {
            ResultTableColumn column = table.Columns[i];
            if (column.Name == name)
            {
                yield return Of(i, column, line.Label, line.Unit);
            }
            else if (column.Name.StartsWith($"{name}.", StringComparison.Ordinal))
            {
                yield return Of(i, column, (line.Label ?? name) + ComponentOf(table, column, name), line.Unit);
            }
        }
    }

    /// <summary>A column that is a component of an array of arrays, called as plots call it; null for another one.</summary>
    private static string? LabelOf(ResultTable table, ResultTableColumn column) =>
        column.Name.LastIndexOf('.') is var end and > 0 ? column.Name[..end] + ComponentOf(table, column, column.Name[..end]) : null;

    /// <summary>Up to three components are <c>.x</c>, <c>.y</c> and <c>.z</c>; more are counted.</summary>
    private static string ComponentOf(ResultTable table, ResultTableColumn column, string array)
    {
        string[] names = [.. table.Columns.Select(each => each.Name).Where(name => name.StartsWith($"{array}.", StringComparison.Ordinal))];
        bool areAxes = names.Length <= Axes.Length && names.Select((name, i) => name == string.Create(CultureInfo.InvariantCulture, $"{array}.{i}")).All(isSo => isSo);
        return areAxes ? $".{Axes[Array.IndexOf(names, column.Name)]}" : column.Name[array.Length..];
    }

    private static TableColumn Of(int index, ResultTableColumn column, string? label, string? unit) =>
        new(index, column.Name, VisibleText.Of(label ?? column.Name), unit is null ? null : VisibleText.Of(unit), column.Kind == "number");
}
