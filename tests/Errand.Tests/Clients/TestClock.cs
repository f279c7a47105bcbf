using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Clients;

/// <summary>A clock that tells for how long it was asked to wait.</summary>
internal sealed class TestClock : FakeTimeProvider
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _pauses = [];

    /// <summary>The pauses between tries; how long answers may take is not among them.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_lock)
            {
                return [.. _pauses];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != AnswerTime && dueTime != Timeout.InfiniteTimeSpan)
        {
            lock (_lock)
            {
                _pauses.Add(dueTime);
            }
        }

        return base.CreateTimer(callback, state, dueTime, period);
    }
}
