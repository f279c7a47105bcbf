using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Tables;

/// <summary>How a value is a table: what its columns are, and where their cells are.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Length">How many rows it has.</param>
/// <param name="Sources">The arrays that the rows are elements of: one, or one for each member of an object.</param>
internal sealed record TableLayout(IReadOnlyList<TableColumn> Columns, long Length, IReadOnlyList<TableSource> Sources)
{
    public const int MostColumns = RecordColumns.Most;

    private const string Mixed = "mixed";

    /// <summary>Null when it is not a table, or one of too many columns.</summary>
    /// <param name="node">The value.</param>
    /// <param name="members">Those of an object that are the table; none: all that it has.</param>
    public static TableLayout? Of(ResultNode node, IReadOnlyList<string> members) =>
        node.IsArray && members.Count == 0 ? OfSources(node.Length, [SourceOf(node, null)])
        : members.Count > 0 ? OfMembers([.. members.Select(name => node.Members.First(member => member.Name == name))])
        : node.Kind == ResultKind.Columns && node.Members.Count == node.Length ? OfMembers(node.Members)
        : null;

    private static TableLayout? OfMembers(IReadOnlyList<ResultNode> members) =>
        members.All(member => member.IsArray && member.Length == members[0].Length)
            ? OfSources(members[0].Length, [.. members.Select(member => SourceOf(member, member.Name))])
            : null;

    private static TableLayout? OfSources(long length, IReadOnlyList<TableSource?> sources)
    {
        if (sources.Contains(null))
        {
            return null;
        }

        List<TableColumn> columns = [];
        foreach (TableSource source in sources.OfType<TableSource>())
        {
            columns.AddRange(source.Columns);
        }

        return columns.Count > MostColumns ? null : new TableLayout(columns, length, [.. sources.OfType<TableSource>()]);
    }

    private static TableSource? SourceOf(ResultNode array, string? name)
    {
        if (array.Kind is ResultKind.Vectors or ResultKind.Matrix)
        {
            return array.Sizes[1] > MostColumns ? null
                : new TableSource(array, TableRows.Arrays, [
                    .. Enumerable.Range(0, (int)array.Sizes[1]).Select(i => i.ToString(CultureInfo.InvariantCulture))
                        .Select(i => new TableColumn(name is null ? i : $"{name}.{i}", ResultKind.Number, array, ResultPointer.ToMember(i)))]);
        }

        if (name is null && array.Kind is ResultKind.Records or ResultKind.Complex)
        {
            return array.Records is not { IsTooLong: false } records ? null
                : new TableSource(array, TableRows.Objects, [
                    .. Enumerable.Range(0, records.Count).Select(i => new TableColumn(
                        records.Name(i), KindOf(records.Kinds(i)), array, ResultPointer.ToMember(records.Name(i))))]);
        }

        return new TableSource(array, TableRows.Values, [new TableColumn(name ?? "value", KindOf(array), array, ResultPointer.Whole)]);
    }

    private static string KindOf(ResultNode array) => array.Kind switch
    {
        ResultKind.Numbers => ResultKind.Number,
        ResultKind.Strings or ResultKind.Instants => ResultKind.String,
        ResultKind.Booleans => ResultKind.Boolean,
        ResultKind.Records or ResultKind.Complex => ResultKind.Object,
        ResultKind.Grid => ResultKind.Array,
        _ => Mixed,
    };

    private static string KindOf(CellKinds kinds) => (kinds & ~CellKinds.Null) switch
    {
        CellKinds.None => ResultKind.Null,
        CellKinds.Boolean => ResultKind.Boolean,
        CellKinds.Number => ResultKind.Number,
        CellKinds.String or CellKinds.Instant or (CellKinds.String | CellKinds.Instant) => ResultKind.String,
        CellKinds.Array => ResultKind.Array,
        CellKinds.Object => ResultKind.Object,
        _ => Mixed,
    };
}
