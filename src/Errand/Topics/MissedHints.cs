using Errand.Storage;

namespace Errand.Topics;

/// <summary>Says when hints of other processes may have been missed, where hints can get lost.</summary>
internal sealed class MissedHints(IWatchStore watch, TimeProvider time)
{
    /// <summary>By then the other processes have heard that this one listens, and report all changes.</summary>
    private static readonly TimeSpan UntilHeard = TimeSpan.FromSeconds(1);

    /// <summary>The mark follows the changes by some seconds: looking more often would announce each change several times.</summary>
    private static readonly TimeSpan MarkInterval = TimeSpan.FromSeconds(10);

    private readonly long _start = time.GetTimestamp();
    private bool _wasHeard;
    private long? _mark;
    private long _markedAt;

    /// <summary>Whether any may have been missed since the last call.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        if (watch.LongestSilence is null)
        {
            return false;
        }

        bool wasHeardNow = !_wasHeard && time.GetElapsedTime(_start) >= UntilHeard;
        _wasHeard |= wasHeardNow;
        return await HasMarkChangedAsync(cancellationToken) || wasHeardNow;
    }

    private async Task<bool> HasMarkChangedAsync(CancellationToken cancellationToken)
    {
        if (_mark is not null && time.GetElapsedTime(_markedAt) < MarkInterval)
        {
            return false;
        }

        long? before = _mark;
        _mark = await watch.FindMarkAsync(cancellationToken);
        _markedAt = time.GetTimestamp();
        return before is not null && before != _mark;
    }
}
