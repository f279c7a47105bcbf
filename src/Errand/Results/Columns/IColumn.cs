using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>A column of numbers.</summary>
internal interface IColumn
{
    string Name { get; }

    /// <summary>How many rows it has.</summary>
    long Length { get; }

    /// <summary>How many numbers are held when it is in memory.</summary>
    long Held { get; }

    /// <summary>Has all of it in memory. Returns why it is not a column of numbers, or null.</summary>
    ValueTask<ResultRefusal?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>The numbers of rows, if all of them are in memory; not to be changed.</summary>
    double[]? Find(RowRange range);

    /// <summary>Reads rows that there are. Returns why they are not numbers, or null.</summary>
    ValueTask<ResultRefusal?> ReadAsync(RowRange range, IRowSink rows, CancellationToken cancellationToken);
}
