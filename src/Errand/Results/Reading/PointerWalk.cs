using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>Follows a pointer.</summary>
internal static class PointerWalk
{
    /// <summary>From the current value on, by the steps from <paramref name="step"/> on. Of members of the same name it takes the first:
    /// what comes later is not read.</summary>
    public static async ValueTask<PointerPlace> FollowAsync(
        this JsonTokens json, ResultPointer pointer, int step, CancellationToken cancellationToken)
    {
        for (; step < pointer.Steps; step++)
        {
            if (json.Type == JsonTokenType.StartArray && pointer.IsEach(step))
            {
                return new PointerPlace(PointerPlaceKind.Each, step + 1);
            }

            bool isThere = json.Type switch
            {
                JsonTokenType.StartArray => await GoToElementAsync(json, pointer.Index(step), cancellationToken),
                JsonTokenType.StartObject => await GoToMemberAsync(json, pointer, step, cancellationToken),
                _ => false,
            };
            if (!isThere)
            {
                return new PointerPlace(PointerPlaceKind.Nowhere, step);
            }
        }

        return new PointerPlace(PointerPlaceKind.Value, step);
    }

    private static async ValueTask<bool> GoToElementAsync(JsonTokens json, int index, CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        for (int i = 0; index >= 0 && await json.NextAsync(depth, cancellationToken); i++)
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
