using System.Globalization;
using Errand.Results.Columns;
using Errand.Results.Indexing;

namespace Errand.Results.Looks;

/// <summary>Which columns of a result are read, and how many of their rows.</summary>
internal sealed record SeriesQuery(
    ColumnName? X, IReadOnlyList<ColumnName> Y, IReadOnlyList<ColumnName> With, double? From, double? To, int Points,
    ResultThinning Method)
    : LookQuery<ResultSeries>
{
    public const int MinPoints = 2;

    public const int MaxPoints = 100_000;

    public const int MaxColumns = 16;

    public int Columns => (X is null ? 0 : 1) + Y.Count + With.Count;

    /// <summary>Why the options are wrong, as a sentence; or null.</summary>
    public static string? TryCreate(ResultSeriesOptions options, out SeriesQuery query)
    {
        bool areGood = TryParse(options.X is null ? [] : [options.X], out List<ColumnName> x);
        areGood &= TryParse(options.Y, out List<ColumnName> y);
        areGood &= TryParse(options.With, out List<ColumnName> with);
        query = new SeriesQuery(x.Count == 0 ? null : x[0], y, with, options.From, options.To, options.Points, options.Method);
        return !areGood ? LookRules.NotPointer("A column")
            : y.Count == 0 ? "y must be given: the column that is drawn, such as /r/*/2."
            : options.Points is < MinPoints or > MaxPoints ? LookRules.NotInRange("points", MinPoints, MaxPoints)
            : !IsNumber(options.From) ? LookRules.NotNumber("from")
            : !IsNumber(options.To) ? LookRules.NotNumber("to")
            : !Enum.IsDefined(options.Method) ? "method must be minmax, lttb, path or none."
            : null;
    }

    public override ValueTask<Look<ResultSeries>> LookAsync(IndexedResult result, CancellationToken cancellationToken) =>
        new SeriesLook(result, this).ReadAsync(cancellationToken);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"series {Points} {(int)Method} {From:R}:{To:R} {Columns}-{With.Count} {X?.ToString().Length} {X} {Joined(Y)} {Joined(With)}");

    /// <summary>No two lists have the same text: a pointer may hold any character.</summary>
    private static string Joined(IReadOnlyList<ColumnName> columns) => string.Join(' ', columns.Select(
        column => string.Create(CultureInfo.InvariantCulture, $"{column.ToString().Length} {column}")));

    private static bool IsNumber(double? value) => value is null || double.IsFinite(value.Value);

    private static bool TryParse(IReadOnlyList<string> texts, out List<ColumnName> columns)
    {
        columns = [];
        foreach (string text in texts)
        {
            if (!ColumnName.TryParse(text, out ColumnName column))
            {
                return false;
            }

            columns.Add(column);
        }

        return true;
    }
}
