using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>A column of numbers.</summary>
internal interface IColumn
{
    string Name { get; }

    /// <summary>How many rows it has.</summary>
    long Length { get; }

    /// <summary>How many numbers each row is made of.</summary>
    int NumbersOfRow { get; }

    /// <summary>The same column, read by another reader of the result.</summary>
    IColumn Through(IndexedResult other);

    /// <summary>Has rows in memory. Returns why they are not numbers, or null.</summary>
    ValueTask<ResultRefusal?> LoadAsync(RowRange range, CancellationToken cancellationToken);

    /// <summary>Whether all of these rows are in memory.</summary>
    bool Has(RowRange range);

    /// <summary>The numbers of rows, if all of them are in memory; not to be changed.</summary>
    double[]? Find(RowRange range);

    /// <summary>Reads rows that there are. Returns why they are not numbers, or null.</summary>
    ValueTask<ResultRefusal?> ReadAsync(RowRange range, IRowSink rows, CancellationToken cancellationToken);
}
