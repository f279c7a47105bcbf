using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>Follows a pointer.</summary>
internal static class PointerWalk
{
    /// <summary>From the current value on, by the steps from <paramref name="step"/> on. Of members of the same name it takes the first:
    /// what comes later is not read.</summary>
    public static ValueTask<PointerPlace> FollowAsync(
        this JsonTokens json, ResultPointer pointer, int step, CancellationToken cancellationToken) =>
        json.FollowAsync(pointer, step, null, cancellationToken);

    /// <summary>The same from an array on in which the place of an element is known.</summary>
    public static async ValueTask<PointerPlace> FollowAsync(
        this JsonTokens json, ResultPointer pointer, int step, ElementStart? known, CancellationToken cancellationToken)
    {
        for (; step < pointer.Steps; step++)
        {
            if (json.Type == JsonTokenType.StartArray && pointer.IsEach(step))
            {
                return new PointerPlace(PointerPlaceKind.Each, step + 1);
            }

            bool isThere = json.Type switch
            {
                JsonTokenType.StartArray => await GoToElementAsync(json, pointer.Index(step), known, cancellationToken),
                JsonTokenType.StartObject => await GoToMemberAsync(json, pointer, step, cancellationToken),
                _ => false,
            };
            if (!isThere)
            {
                return new PointerPlace(PointerPlaceKind.Nowhere, step);
            }

            known = null;
        }

        return new PointerPlace(PointerPlaceKind.Value, step);
    }

    private static async ValueTask<bool> GoToElementAsync(
        JsonTokens json, int index, ElementStart? known, CancellationToken cancellationToken)
    {
        int depth = known is { } start ? json.MoveBeforeElement(start.Position) : json.Depth;
        for (long i = known?.Index ?? 0; index >= 0 && await json.NextAsync(depth, cancellationToken); i++)
        {
            if (i == index)
            {
                return true;
            }

            await json.SkipAsync(cancellationToken);
        }

        return false;
    }

    private static async ValueTask<bool> GoToMemberAsync(
        JsonTokens json, ResultPointer pointer, int step, CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        while (await json.NextAsync(depth, cancellationToken))
        {
            bool isIt = json.Is(pointer.Name(step));
            await json.ReadAsync(cancellationToken);
            if (isIt)
            {
                return true;
            }

            await json.SkipAsync(cancellationToken);
        }

        return false;
    }
}
