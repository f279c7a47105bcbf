using Errand.Storage.Messages;

namespace Errand.Handler.Running;

/// <summary>What a handler holds: tasks claimed and not started, runs, and runs whose outcome is not yet recorded. Stops runs when their
/// time is up.</summary>
internal sealed class ActiveRuns : IDisposable
{
    /// <summary>What one timer can hold.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(45);

    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<RunKey, Held> _held = [];

    /// <summary>One for all runs: most end long before their time is up, and a timer for each would be most of their cost.</summary>
    private readonly ITimer _timer;
    private long _timerAt = long.MaxValue;
    private TaskCompletionSource? _empty;
    private StopReason _closed;

    public ActiveRuns(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static runs => ((ActiveRuns)runs!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>All that the handler answers for, for beats and for the comparison with the store.</summary>
    public IReadOnlyList<RunKey> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _held.Keys];
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>The type of each run that has begun and not ended.</summary>
    public IReadOnlyList<string> Types
    {
        get
        {
            lock (_lock)
            {
                return [.. _held.Values.Where(held => held.Run?.EndedSince == TimeSpan.Zero).Select(held => held.Claim.Type.Name)];
            }
        }
    }

    /// <summary>How long the run that ended first has waited for the store's verdict; zero when there is none.</summary>
    public TimeSpan OldestUnrecorded
    {
        get
        {
            lock (_lock)
            {
                return _held.Values.Select(held => held.Run?.EndedSince ?? TimeSpan.Zero).DefaultIfEmpty().Max();
            }
        }
    }

    /// <summary>Ends when nothing is held, now or later.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            if (_held.Count == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    public void Claimed(TaskClaim claim)
    {
        lock (_lock)
        {
            _held[KeyOf(claim)] = new Held(claim);
        }
    }

    /// <summary>From now on its function can be stopped; when its task was stopped before, that happens at once.</summary>
    public void Started(TaskRun run)
    {
        StopReason reason;
        lock (_lock)
        {
            reason = _closed;
            if (_held.TryGetValue(KeyOf(run.Claim), out Held? held))
            {
                held.Run = run;
                SetDue(held, run.Claim.TimeLeft);
                reason = held.StopReason == StopReason.None ? _closed : held.StopReason;
            }
        }

        if (reason != StopReason.None)
        {
            run.Stop(reason);
        }
    }

    /// <summary>Its function has ended. The disposal of its services has a time limit of its own.</summary>
    public void Leaving(TaskRun run)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(KeyOf(run.Claim), out Held? held) && held.Run == run)
            {
                SetDue(held, TaskRun.LastWords);
            }
        }
    }

    /// <summary>The store gave its verdict: the handler answers for the run no longer. Returns its claim, or null when it was not
    /// held.</summary>
    public TaskClaim? Decided(RunKey key)
    {
        lock (_lock)
        {
            _held.Remove(key, out Held? held);
            if (_held.Count == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }

            return held?.Claim;
        }
    }

    public void Stop(RunKey key, StopReason reason)
    {
        TaskRun? run;
        lock (_lock)
        {
            run = _held.TryGetValue(key, out Held? held) ? Mark(held, reason) : null;
        }

        run?.Stop(reason);
    }

    public void StopTask(TaskId id, StopReason reason) => Stop(held => held.Claim.Id == id, reason);

    public void StopAll(StopReason reason) => Stop(_ => true, reason);

    /// <summary>Stops all runs, and from now on each one that starts.</summary>
    public void Close(StopReason reason)
    {
        lock (_lock)
        {
            _closed = reason;
        }

        StopAll(reason);
    }

    /// <summary>Stops waiting for functions that do not return.</summary>
    public void GiveUp() => Runs(held => held.Run).ForEach(run => run.GiveUp());

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        foreach (Held held in TakeDue())
        {
            if (held.Run!.OnDue() is { } again)
            {
                lock (_lock)
                {
                    SetDue(held, again);
                }
            }
        }
    }

    /// <summary>Those whose time is up. Sets the timer to the next one's.</summary>
    private List<Held> TakeDue()
    {
        List<Held> due = [];
        lock (_lock)
        {
            (long now, long next) = (_time.GetTimestamp(), long.MaxValue);
            foreach (Held held in _held.Values)
            {
                if (held.DueAt <= now)
                {
                    held.DueAt = long.MaxValue;
                    due.Add(held);
                }

                next = Math.Min(next, held.DueAt);
            }

            _timerAt = long.MaxValue;
            SetTimer(next);
        }

        return due;
    }

    private void SetDue(Held held, TimeSpan fromNow)
    {
        double ticks = Math.Ceiling(Math.Max(0, fromNow.TotalSeconds) * _time.TimestampFrequency);
        held.DueAt = _time.GetTimestamp() + (long)Math.Min(ticks, long.MaxValue / 2);
        SetTimer(held.DueAt);
    }

    private void SetTimer(long at)
    {
        if (at < _timerAt)
        {
            _timerAt = at;
            TimeSpan wait = _time.GetElapsedTime(_time.GetTimestamp(), at);
            // A timer that fires too soon finds nothing due and is set again.
            _timer.Change(wait < ShortestTimer ? ShortestTimer : wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stop(Predicate<Held> which, StopReason reason) =>
        Runs(held => which(held) ? Mark(held, reason) : null).ForEach(run => run.Stop(reason));

    /// <summary>A task that has not started is stopped when it starts.</summary>
    private static TaskRun? Mark(Held held, StopReason reason)
    {
        held.StopReason = held.StopReason == StopReason.None ? reason : held.StopReason;
        return held.Run;
    }

    /// <summary>Found under the lock, to be stopped outside of it.</summary>
    private List<TaskRun> Runs(Func<Held, TaskRun?> choose)
    {
        lock (_lock)
        {
            return [.. _held.Values.Select(choose).OfType<TaskRun>()];
        }
    }

    private static RunKey KeyOf(TaskClaim claim) => new(claim.Id, claim.Attempt);

    private sealed class Held(TaskClaim claim)
    {
        public TaskClaim Claim { get; } = claim;

        public TaskRun? Run { get; set; }

        public StopReason StopReason { get; set; }

        /// <summary>When the time of its run is up, as a timestamp.</summary>
        public long DueAt { get; set; } = long.MaxValue;
    }
}
