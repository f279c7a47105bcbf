using System.Buffers;
using System.IO.Pipelines;

namespace Errand.Results.Reading;

/// <summary>Writes elements of an array, or what a pointer leads to in each of them.</summary>
/// <param name="pointer">The whole pointer.</param>
/// <param name="firstStep">The first of its steps that is made in each element.</param>
/// <param name="elements">Which elements.</param>
/// <param name="known">The place of one that is not after the first of them, or null.</param>
internal sealed class SelectedArray(ResultPointer pointer, int firstStep, ElementSlice elements, ElementStart? known)
{
    private const long NoElement = -1;

    /// <summary>The current value must be the array. What comes after the last element that is wanted is not read.</summary>
    public ValueTask WriteAsync(JsonTokens json, PipeWriter output, CancellationToken cancellationToken) =>
        WriteAsync(json, firstStep, elements, known, output, cancellationToken);

    private async ValueTask WriteAsync(
        JsonTokens json, int step, ElementSlice slice, ElementStart? from, PipeWriter output, CancellationToken cancellationToken)
    {
        int depth = from is { } start ? json.MoveBeforeElement(start.Position) : json.Depth;
        bool isFirst = true;
        long lastLeftOut = NoElement;
        output.Write("["u8);
        for (long index = from?.Index ?? 0; !slice.EndsBefore(index) && await json.NextAsync(depth, cancellationToken); index++)
        {
            if (slice.Has(index))
            {
                await WriteElementAsync(json, step, isFirst, output, cancellationToken);
                (isFirst, lastLeftOut) = (false, NoElement);
            }
            else
            {
                lastLeftOut = slice.Reaches(index) ? json.Position : NoElement;
                await json.SkipAsync(cancellationToken);
            }
        }

        if (lastLeftOut != NoElement)
        {
            // That it is the last one shows only now. It may be large, so it is read again rather than kept.
            await json.SeekAsync(lastLeftOut, cancellationToken);
            await WriteElementAsync(json, step, isFirst, output, cancellationToken);
        }

        output.Write("]"u8);
    }

    private async ValueTask WriteElementAsync(
        JsonTokens json, int step, bool isFirst, PipeWriter output, CancellationToken cancellationToken)
    {
        if (!isFirst)
        {
            output.Write(","u8);
        }

        (int depth, bool isContainer) = (json.Depth, json.IsContainer);
        PointerPlace place = await json.FollowAsync(pointer, step, cancellationToken);
        switch (place.Kind)
        {
            case PointerPlaceKind.Nowhere:
                output.Write("null"u8);
                break;
            case PointerPlaceKind.Each:
                await WriteAsync(json, place.Step, ElementSlice.All, null, output, cancellationToken);
                break;
            default:
                await json.CopyAsync(output, cancellationToken);
                break;
        }

        if (isContainer)
        {
            await json.CloseAsync(depth, cancellationToken);
        }

        await output.FlushWhenFullAsync(cancellationToken);
    }
}
