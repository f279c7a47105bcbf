namespace Errand.Upkeep;

/// <summary>How often a store is asked whose hints can get lost: soon after work was found that nobody had told of, ever less often while
/// there is none.</summary>
/// <param name="longest">The longest pause; null for a store that never needs to be asked.</param>
internal sealed class PollPace(TimeSpan? longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private TimeSpan _pause = Shortest;
    private bool _foundBefore;

    /// <summary>How long to wait after a look.</summary>
    /// <param name="found">Whether there was work to claim. What is found again and again is claimed already, as fast as can be: that asks
    /// for no further look.</param>
    public TimeSpan? Next(bool found)
    {
        if (longest is not { } limit)
        {
            return null;
        }

        _pause = found && !_foundBefore ? Shortest : _pause * 2 < limit ? _pause * 2 : limit;
        _foundBefore = found;
        // Processes that were started together must not ask together.
        return _pause * (0.9 + (Random.Shared.NextDouble() * 0.2));
    }
}
