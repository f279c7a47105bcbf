using Errand.Results.Looks;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Results;

/// <summary>Which part of a matrix in a result a request wants.</summary>
internal static class MatrixTerms
{
    private const string RangeSchema = """{"type":"string","pattern":"^[0-9]*:[0-9]*$"}""";

    private const string SizeSchema = """{"type":"integer","minimum":1,"maximum":1024,"default":512}""";

    private static readonly QueryParameter At = new(
        "at", """{"type":"string","format":"json-pointer"}""", "the matrix, by a JSON Pointer");

    private static readonly QueryParameter Slice = new(
        "slice", """{"type":"string","pattern":"^[0-9]+(,[0-9]+)*$"}""", "of a grid, the index on each leading axis");

    private static readonly QueryParameter Rows = new("rows", RangeSchema, "the first row and the one after the last, such as 0:1000");

    private static readonly QueryParameter Columns = new("columns", RangeSchema, "the first column and the one after the last");

    private static readonly QueryParameter Width = new("width", SizeSchema, "at most so many columns of blocks");

    private static readonly QueryParameter Height = new("height", SizeSchema, "at most so many rows of blocks");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [At, Slice, Rows, Columns, Width, Height];

    /// <summary>Why they cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out MatrixQuery matrix)
    {
        (int firstRow, int? endRow) = RangeOf(query?[Rows]);
        (int firstColumn, int? endColumn) = RangeOf(query?[Columns]);
        var options = new ResultMatrixOptions
        {
            At = query?[At] ?? "",
            Slice = [.. query?[Slice]?.Split(',').Select(index => LookTerms.IntegerOf(index) ?? -1) ?? []],
            FirstRow = firstRow,
            EndRow = endRow,
            FirstColumn = firstColumn,
            EndColumn = endColumn,
            Width = LookTerms.IntegerOf(query?[Width]) ?? 512,
            Height = LookTerms.IntegerOf(query?[Height]) ?? 512,
        };
        return MatrixQuery.TryCreate(options, out matrix) is { } wrong ? new Malformed(wrong) : null;
    }

    /// <summary>Either end may be missing. What cannot be read becomes a negative number, which is refused where options are
    /// checked.</summary>
    private static (int First, int? End) RangeOf(string? text)
    {
        if (text is null)
        {
            return (0, null);
        }

        string[] ends = text.Split(':');
        return ends.Length != 2
            ? (-1, null)
            : (ends[0].Length == 0 ? 0 : LookTerms.IntegerOf(ends[0]) ?? -1, ends[1].Length == 0 ? null : LookTerms.IntegerOf(ends[1]));
    }
}
