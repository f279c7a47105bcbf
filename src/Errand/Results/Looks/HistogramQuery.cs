using System.Globalization;
using Errand.Results.Columns;
using Errand.Results.Indexing;

namespace Errand.Results.Looks;

/// <summary>Which column is counted.</summary>
/// <param name="Column">What it is called.</param>
/// <param name="Bins">How many bins there are; null: as many as suit the numbers.</param>
internal sealed record HistogramQuery(ColumnName Column, int? Bins) : LookQuery<ResultHistogram>
{
    public const int MaxBins = 1000;

    /// <summary>Why the options are wrong, as a sentence; or null.</summary>
    public static string? TryCreate(ResultHistogramOptions options, out HistogramQuery query)
    {
        bool isColumn = ColumnName.TryParse(options.Column, out ColumnName column);
        query = new HistogramQuery(column, options.Bins);
        return !isColumn ? LookRules.NotPointer("column")
            : options.Bins is < 1 or > MaxBins ? LookRules.NotInRange("bins", 1, MaxBins)
            : null;
    }

    public override ValueTask<Look<ResultHistogram>> LookAsync(IndexedResult result, CancellationToken cancellationToken) =>
        new HistogramLook(result, this).ReadAsync(cancellationToken);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"histogram {Bins} {Column}");
}
