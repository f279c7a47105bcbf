namespace Errand.Janitor;

/// <summary>How long a janitor rests after each batch of a sweep: long while it catches up, less and less while it falls behind, and in the
/// end not at all.</summary>
/// <remarks>It goes by the lag: how long ago the last task of a batch expired. The lag falls when tasks are deleted faster than others
/// expire. That holds for any number of janitors, and needs no counting.</remarks>
internal sealed class SweepPace
{
    /// <summary>The longest rest, as a multiple of the time that the batch took. Meanwhile the store serves those who wait for an
    /// answer.</summary>
    private const double Most = 7;

    /// <summary>The shortest rest that is worth a timer, and the step by which rests grow. Where a store can barely keep up, a larger step
    /// would lose more than the batches without a rest have gained.</summary>
    private const double Least = 0.25;

    /// <summary>How often the rest is adjusted. No rest is longer, even after a batch that took very long.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>The time in which a lag should disappear. So a long lag has to fall faster than a short one.</summary>
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
            bool isCatchingUp = _lag - lag >= passed * (lag / Horizon);
            _rest = isCatchingUp ? Math.Min(Most, _rest + Least) : _rest / 2 < Least ? 0 : _rest / 2;
            (_changedAt, _lag) = (at, lag);
        }

        TimeSpan rest = took * _rest;
        return rest < Period ? rest : Period;
    }
}
