namespace Errand.Handler;

/// <summary>Runs claimed tasks, so many at a time; what was claimed ahead waits here for a free slot.</summary>
/// <param name="size">How many run at a time.</param>
/// <param name="run">Runs one; returns when its function has returned.</param>
/// <param name="mayStart">Whether what waits may start; asked when a slot becomes free.</param>
/// <param name="changed">Told when a slot becomes free and nothing takes it, and when half of what was claimed ahead has started.</param>
/// <param name="time">The clock.</param>
internal sealed class RunSlots(int size, Func<TaskClaim, Task> run, Func<bool> mayStart, Action changed, TimeProvider time)
{
    /// <summary>What was claimed ahead must not wait behind slow tasks: after so long it is given to others.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>After so many runs one after the other, others get their turn on the thread.</summary>
    private const int RunsAtATime = 16;

    private readonly Lock _lock = new();
    private readonly Queue<(TaskClaim Claim, long Since)> _ahead = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Room _kept;
    private int _running;
    private int _mostAhead;
    private bool _closed;

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public int Ahead
    {
        get
        {
            lock (_lock)
            {
                return _ahead.Count;
            }
        }
    }

    /// <summary>Ends when it was closed and nothing runs.</summary>
    public Task Idle => _idle.Task;

    /// <summary>Keeps room for tasks that are on their way, so that nothing else fills it: free slots first, then places behind them.</summary>
    /// <param name="most">For so many tasks.</param>
    /// <param name="ahead">How many may wait for a slot in all.</param>
    public Room Keep(int most, int ahead)
    {
        lock (_lock)
        {
            int slots = _closed ? 0 : Math.Clamp(size - _running - _ahead.Count - _kept.Slots, 0, most);
            var room = new Room(slots, _closed ? 0 : Math.Clamp(ahead - _ahead.Count - _kept.Ahead, 0, most - slots));
            _kept += room;
            return room;
        }
    }

    /// <summary>What was kept and not filled is free again: what waits may start there.</summary>
    public void Return(Room room)
    {
        bool may = mayStart();
        List<TaskClaim> next = [];
        lock (_lock)
        {
            _kept -= room;
            while (may && _running + _kept.Slots < size && _ahead.TryDequeue(out (TaskClaim Claim, long Since) waiting))
            {
                _running++;
                next.Add(waiting.Claim);
            }
        }

        next.ForEach(Start);
    }

    /// <summary>Starts it, in a slot that was kept for it or in a free one that was kept for nobody; or keeps it until there is one. False when closed: the
    /// caller hands it back.</summary>
    /// <param name="claim">What to run.</param>
    /// <param name="room">What was kept for it and for others; it takes its part of it.</param>
    public bool TryAdd(TaskClaim claim, ref Room room)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            Room taken = room.Slots > 0 ? new Room(1, 0) : room.Ahead > 0 ? new Room(0, 1) : default;
            room -= taken;
            _kept -= taken;
            if (_running + _kept.Slots >= size)
            {
                _ahead.Enqueue((claim, time.GetTimestamp()));
                _mostAhead = _ahead.Count;
                return true;
            }

            _running++;
        }

        Start(claim);
        return true;
    }

    /// <summary>What was claimed ahead and has waited too long.</summary>
    public IReadOnlyList<TaskClaim> TakeOverdue()
    {
        lock (_lock)
        {
            return _ahead.TryPeek(out (TaskClaim Claim, long Since) oldest) && time.GetElapsedTime(oldest.Since) >= LongestWait
                ? TakeAhead()
                : [];
        }
    }

    /// <summary>Starts nothing more. Returns what was claimed and not started.</summary>
    public IReadOnlyList<TaskClaim> Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_running == 0)
            {
                _idle.TrySetResult();
            }

            return TakeAhead();
        }
    }

    private List<TaskClaim> TakeAhead()
    {
        List<TaskClaim> taken = [.. _ahead.Select(waiting => waiting.Claim)];
        _ahead.Clear();
        return taken;
    }

    /// <summary>On the pool: a synchronous function must hold up its own slot only. Ends with the last run in the slot; a run never throws.</summary>
    private void Start(TaskClaim claim) => _ = Task.Run(() => OccupyAsync(claim), CancellationToken.None);

    /// <summary>Holds one slot for as long as there is something to run in it.</summary>
    private async Task OccupyAsync(TaskClaim first)
    {
        TaskClaim? next = first;
        for (int count = 1; next is not null; count++)
        {
            Task running = run(next);
            bool isOnOwnThread = running.IsCompleted;
            await running;
            next = NextOrLeave();
            // What ended a run that waited may be in the midst of something, such as another run: the next one is not to run inside of that.
            if (!isOnOwnThread || count % RunsAtATime == 0)
            {
                await Task.Yield();
            }
        }

        changed();
    }

    private TaskClaim? NextOrLeave()
    {
        bool may = mayStart();
        TaskClaim? next = null;
        bool half = false;
        lock (_lock)
        {
            if (may && _ahead.TryDequeue(out (TaskClaim Claim, long Since) waiting))
            {
                next = waiting.Claim;
                half = _ahead.Count == _mostAhead / 2;
            }
            else
            {
                _running--;
                if (_closed && _running == 0)
                {
                    _idle.TrySetResult();
                }
            }
        }

        if (half)
        {
            changed();
        }

        return next;
    }
}
