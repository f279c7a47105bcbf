namespace Errand.Janitor;

/// <summary>How long a janitor rests after each batch of a sweep: long while it gains on what expires, ever less while it does not, and in the
/// end not at all.</summary>
/// <param name="longest">No rest is longer, however long a batch took.</param>
/// <remarks>What counts is the lag: how long ago the last task of a batch expired. It falls while tasks are deleted faster than others expire,
/// by however many janitors, and neither needs to be counted.</remarks>
internal sealed class SweepPace(TimeSpan longest)
{
    /// <summary>A rest is at most so many times as long as the batch before it: the store is left to those who wait for an answer.</summary>
    private const double Most = 7;

    /// <summary>A shorter rest is none: it would not be worth a timer. By so much it grows at a time: a store that can only just keep up must
    /// not lose more by a rest than it gained without.</summary>
    private const double Least = 0.25;

    /// <summary>So often the rest is changed.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>A lag should be gone after so long: the longer it is, the more a sweep must gain.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(20);

    private double _rest = Most;
    private TimeSpan? _changedAt;
    private TimeSpan _lag;

    /// <summary>The rest after a batch.</summary>
    /// <param name="at">When the batch ended, counted from any moment before.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="lag">How long ago the last of its tasks expired.</param>
    public TimeSpan After(TimeSpan at, TimeSpan took, TimeSpan lag)
    {
        if (_changedAt is not { } before)
        {
            (_changedAt, _lag) = (at, lag);
        }
        else if (at - before is var passed && passed >= Period)
        {
            bool isGaining = _lag - lag >= passed * (lag / Horizon);
            _rest = isGaining ? Math.Min(Most, _rest + Least) : _rest / 2 < Least ? 0 : _rest / 2;
            (_changedAt, _lag) = (at, lag);
        }

        TimeSpan rest = took * _rest;
        return rest < longest ? rest : longest;
    }
}
