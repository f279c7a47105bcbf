using Errand.Results.Columns;
using Errand.Results.Histograms;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Looks;

/// <summary>Counts the numbers of a column. Of a long one it holds only the counts.</summary>
internal sealed class HistogramLook(IndexedResult result, HistogramQuery query)
{
    public async ValueTask<Look<ResultHistogram>> ReadAsync(CancellationToken cancellationToken)
    {
        (IColumn? column, ResultRefusal? refusal) = await new ColumnFinder(result, "column").FindAsync(query.Column, cancellationToken);
        if (column is null)
        {
            return new Look<ResultHistogram>(null, refusal);
        }

        var all = new RowRange(0, column.Length);
        refusal = all.Count * column.NumbersOfRow <= SeriesLook.MostInMemory ? await column.LoadAsync(all, cancellationToken) : null;
        NumberFacts? known = refusal is null ? await FindFactsAsync(cancellationToken) : null;
        var facts = new ColumnFacts();
        refusal ??= known is null ? await column.ReadAsync(all, facts, cancellationToken) : null;
        var bins = HistogramBins.For(known ?? facts.Numbers, query.Bins);
        refusal ??= await column.ReadAsync(all, bins, cancellationToken);
        return refusal is null
            ? new Look<ResultHistogram>(bins.ToHistogram(column.Name, column.Length, known ?? facts.Numbers), null)
            : new Look<ResultHistogram>(null, refusal);
    }

    /// <summary>What the index knows of the numbers, which saves a pass; null: nothing.</summary>
    private async ValueTask<NumberFacts?> FindFactsAsync(CancellationToken cancellationToken)
    {
        ResultPointer pointer = query.Column.Pointer;
        (ResultNode? array, int step, _) = await result.FindColumnAsync(pointer, cancellationToken);
        return query.Column.Part != ComplexPart.None ? null
            : array!.Kind == ResultKind.Numbers && step == pointer.Steps ? array.Numbers
            : array.Kind == ResultKind.Vectors && step + 1 == pointer.Steps && pointer.Index(step) is >= 0 and int component
                && component < array.Columns.Length ? array.Columns[component]
            : null;
    }
}
