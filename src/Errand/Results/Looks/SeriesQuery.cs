using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Looks;

/// <summary>Which columns of a result are read, and how many of their rows.</summary>
internal sealed record SeriesQuery(
    ResultPointer? X, IReadOnlyList<ResultPointer> Y, IReadOnlyList<ResultPointer> With, double? From, double? To, int Points,
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
        bool areGood = TryParse(options.X is null ? [] : [options.X], out List<ResultPointer> x);
        areGood &= TryParse(options.Y, out List<ResultPointer> y);
        areGood &= TryParse(options.With, out List<ResultPointer> with);
        query = new SeriesQuery(x.FirstOrDefault(), y, with, options.From, options.To, options.Points, options.Method);
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
    private static string Joined(IReadOnlyList<ResultPointer> pointers) => string.Join(' ', pointers.Select(
        pointer => string.Create(CultureInfo.InvariantCulture, $"{pointer.ToString().Length} {pointer}")));

    private static bool IsNumber(double? value) => value is null || double.IsFinite(value.Value);

    private static bool TryParse(IReadOnlyList<string> texts, out List<ResultPointer> pointers)
    {
        pointers = [];
        foreach (string text in texts)
        {
            if (!ResultPointer.TryParse(text, out ResultPointer pointer))
            {
                return false;
            }

            pointers.Add(pointer);
        }

        return true;
    }
}
