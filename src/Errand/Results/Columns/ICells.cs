using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>Receives the cells of a column.</summary>
internal interface ICells
{
    /// <summary>Called with the first token of the cell of a row that has one. False when it does not fit.</summary>
    bool TryTake(in JsonToken token);

    /// <summary>Called after it, for each row.</summary>
    void EndRow(long row);
}
