using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Looks;

/// <summary>Which part of a matrix is read, and how coarsely.</summary>
/// <param name="Pointer">Where it is.</param>
/// <param name="Slice">The index on each leading axis of a grid.</param>
/// <param name="Rows">The first row, and the one after the last.</param>
/// <param name="Columns">The first column, and the one after the last.</param>
/// <param name="Width">How many columns are wanted at most.</param>
/// <param name="Height">How many rows are wanted at most.</param>
internal sealed record MatrixQuery(
    ResultPointer Pointer, IReadOnlyList<int> Slice, (int First, int End) Rows, (int First, int End) Columns, int Width, int Height)
    : LookQuery<ResultMatrix>
{
    public const int MaxSize = 1024;

    /// <summary>Why the options are wrong, as a sentence; or null.</summary>
    public static string? TryCreate(ResultMatrixOptions options, out MatrixQuery query)
    {
        bool isPointer = ResultPointer.TryParse(options.At, out ResultPointer pointer);
        query = new MatrixQuery(
            pointer, options.Slice, (options.FirstRow, options.EndRow ?? int.MaxValue),
            (options.FirstColumn, options.EndColumn ?? int.MaxValue), options.Width, options.Height);
        return !isPointer ? LookRules.NotPointer("at")
            : options.Slice.Any(index => index < 0) ? "slice must be one integer from 0 for each leading axis, separated by commas."
            : !IsRange(query.Rows) ? LookRules.NotRange("rows")
            : !IsRange(query.Columns) ? LookRules.NotRange("columns")
            : options.Width is < 1 or > MaxSize ? LookRules.NotInRange("width", 1, MaxSize)
            : options.Height is < 1 or > MaxSize ? LookRules.NotInRange("height", 1, MaxSize)
            : null;
    }

    public override ValueTask<Look<ResultMatrix>> LookAsync(IndexedResult result, CancellationToken cancellationToken) =>
        new MatrixLook(result, this).ReadAsync(cancellationToken);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"matrix {Width} {Height} {Rows.First}:{Rows.End} {Columns.First}:{Columns.End} {string.Join(',', Slice.Select(index => index.ToString(CultureInfo.InvariantCulture)))} {Pointer}");

    private static bool IsRange((int First, int End) range) => range.First >= 0 && range.End >= range.First;
}
