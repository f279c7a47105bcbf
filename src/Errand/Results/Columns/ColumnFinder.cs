using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>Finds columns in a result.</summary>
/// <param name="result">The result.</param>
/// <param name="parameter">The option by which they are asked for.</param>
internal sealed class ColumnFinder(IndexedResult result, string parameter)
{
    /// <summary>The column, or why there is none.</summary>
    public async ValueTask<(IColumn? Column, ResultRefusal? Refusal)> FindAsync(ColumnName name, CancellationToken cancellationToken)
    {
        if (name.Part == ComplexPart.None)
        {
            return await FindNumbersAsync(name.Pointer, cancellationToken);
        }

        (ResultNode? node, int step, ResultRefusal? refusal) = await result.FindColumnAsync(name.Pointer, cancellationToken);
        if (node is null)
        {
            return (null, refusal);
        }

        ComplexPlace? place = step == name.Pointer.Steps ? ComplexPlace.Of(node, name.Pointer.ToString()) : null;
        if (place is not var (real, imaginary)
            || !ResultPointer.TryParse(real, out ResultPointer x) || !ResultPointer.TryParse(imaginary, out ResultPointer y))
        {
            return (null, ResultRefusal.Unfit(
                parameter, FaultCode.Type,
                $"\"{name.Pointer}\" is not complex numbers: an array of objects of re and im, or an object of the arrays re and im."));
        }

        (IColumn? reals, refusal) = await FindNumbersAsync(x, cancellationToken);
        (IColumn? imaginaries, refusal) = refusal is null ? await FindNumbersAsync(y, cancellationToken) : (null, refusal);
        return refusal is null ? (new ComplexColumn(name, reals!, imaginaries!), null) : (null, refusal);
    }

    private async ValueTask<(IColumn? Column, ResultRefusal? Refusal)> FindNumbersAsync(
        ResultPointer pointer, CancellationToken cancellationToken)
    {
        (ResultNode? array, int step, ResultRefusal? refusal) = await result.FindColumnAsync(pointer, cancellationToken);
        return array is null ? (null, refusal)
            : array.IsArray ? (new NumberColumn(result, parameter, pointer, array, step), null)
            : (null, ResultRefusal.Unfit(parameter, FaultCode.Type, $"{pointer} is not a column: it does not lead to an array."));
    }
}
