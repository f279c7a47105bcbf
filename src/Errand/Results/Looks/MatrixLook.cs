using System.Globalization;
using Errand.Results.Columns;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Looks;

/// <summary>Reads a part of a matrix as means of blocks.</summary>
internal sealed class MatrixLook(IndexedResult result, MatrixQuery query)
{
    public async ValueTask<Look<ResultMatrix>> ReadAsync(CancellationToken cancellationToken)
    {
        (ResultNode? node, ResultRefusal? refusal) = await result.FindAsync(query.Pointer, cancellationToken);
        refusal ??= Check(node!);
        if (refusal is not null)
        {
            return new Look<ResultMatrix>(null, refusal);
        }

        (long firstRow, long rows) = Part(query.Rows, node!.Sizes[^2]);
        (long firstColumn, long columns) = Part(query.Columns, node.Sizes[^1]);
        var blocks = new MatrixBlocks((int)firstColumn, (int)columns, (int)rows, query.Width, query.Height);
        if (rows > 0 && columns > 0)
        {
            await GoToRowAsync(node, firstRow, cancellationToken);
            await result.Json.ScanElementsAsync(blocks, cancellationToken);
        }

        return new Look<ResultMatrix>(blocks.ToMatrix(), null);
    }

    private ResultRefusal? Check(ResultNode node)
    {
        int leading = node.Sizes.Length - 2;
        if (leading < 0)
        {
            return ResultRefusal.Unfit("at", FaultCode.Type, $"\"{query.Pointer}\" is not a matrix: its kind is {node.Kind}.");
        }

        if (query.Slice.Count > leading)
        {
            return ResultRefusal.Unfit("slice", FaultCode.Length, string.Create(
                CultureInfo.InvariantCulture, $"There are {leading} leading axes, and {query.Slice.Count} indexes for them."));
        }

        for (int axis = 0; axis < query.Slice.Count; axis++)
        {
            if (query.Slice[axis] >= node.Sizes[axis])
            {
                return ResultRefusal.Unfit("slice", FaultCode.Range, string.Create(
                    CultureInfo.InvariantCulture, $"The leading axis {axis} has {node.Sizes[axis]} elements, and none with the index {query.Slice[axis]}."));
            }
        }

        return null;
    }

    private static (long First, long Count) Part((int First, int End) range, long size) =>
        (range.First, Math.Max(0, Math.Min(range.End, size) - range.First));

    /// <summary>Makes a row of the matrix the current value.</summary>
    private async ValueTask GoToRowAsync(ResultNode node, long row, CancellationToken cancellationToken)
    {
        int leading = node.Sizes.Length - 2;
        await result.GoToElementAsync(node, leading == 0 ? row : IndexOf(0), cancellationToken);
        for (int axis = 1; axis <= leading; axis++)
        {
            await result.GoIntoAsync(axis == leading ? row : IndexOf(axis), cancellationToken);
        }
    }

    private int IndexOf(int axis) => axis < query.Slice.Count ? query.Slice[axis] : 0;
}
