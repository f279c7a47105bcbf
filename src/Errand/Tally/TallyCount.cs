using Errand.Storage.Stats;

namespace Errand.Tally;

/// <summary>What was counted of one type and queue: tasks that were submitted, or that ended in one way.</summary>
internal sealed class TallyCount(string type, string queue, OutcomeState? outcome)
{
    private long _count;
    private Histogram? _wait;
    private Histogram? _run;

    public bool IsOf(string otherType, string otherQueue, OutcomeState? otherOutcome) =>
        outcome == otherOutcome && type == otherType && queue == otherQueue;

    public void Add() => _count++;

    /// <summary>One more that ended with a run.</summary>
    /// <param name="waited">How long it could have been claimed before; null if that is not known.</param>
    /// <param name="took">How long the run took; null if that is not known.</param>
    public void Add(TimeSpan? waited, TimeSpan? took)
    {
        _count++;
        if (waited is { } wait)
        {
            (_wait ??= new Histogram()).Add(wait);
        }

        if (took is { } run)
        {
            (_run ??= new Histogram()).Add(run);
        }
    }

    /// <summary>Nothing may be added any more.</summary>
    public StatRow ToRow() => new()
    {
        Type = type,
        Queue = queue,
        Outcome = outcome,
        Submitted = outcome is null ? _count : 0,
        Finished = outcome is null ? 0 : _count,
        Wait = _wait,
        Run = _run,
    };
}
