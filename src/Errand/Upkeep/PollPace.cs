namespace Errand.Upkeep;

/// <summary>How often to ask a store whose hints can get lost: soon after work was found without a hint, less and less often while there
/// is none.</summary>
/// <param name="longest">The longest pause; null for a store that never needs to be asked.</param>
internal sealed class PollPace(TimeSpan? longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private TimeSpan _pause = Shortest;
    private bool _foundBefore;

    /// <summary>How long to wait after a look.</summary>
    /// <param name="found">Whether there was work to claim. Work that is found again and again is already being claimed as fast as
    /// possible, which needs no further look.</param>
    public TimeSpan? Next(bool found)
    {
        if (longest is not { } limit)
        {
            return null;
        }

        _pause = found && !_foundBefore ? Shortest : _pause * 2 < limit ? _pause * 2 : limit;
        _foundBefore = found;
        // Processes that started together must not ask together.
        return _pause * (0.9 + (Random.Shared.NextDouble() * 0.2));
    }
}
