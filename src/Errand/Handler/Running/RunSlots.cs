using Errand.Membership;
using Errand.Storage.Messages;

namespace Errand.Handler.Running;

/// <summary>Runs claimed tasks, a fixed number at a time. What was claimed ahead waits here for a free slot. A run may leave its slot
/// while it waits for another task, and asks for one to continue.</summary>
/// <param name="size">How many run at a time.</param>
/// <param name="runner">Runs one.</param>
/// <param name="member">The handler; while it may be dead, what waits does not start.</param>
/// <param name="wake">Set when a slot becomes free and nothing takes it, and when half of what was claimed ahead has started.</param>
/// <param name="time">The clock.</param>
internal sealed class RunSlots(int size, ITaskRunner runner, Member member, AsyncSignal wake, TimeProvider time)
{
    /// <summary>What was claimed ahead must not wait behind slow tasks: after this time it is handed back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>After this number of runs in a row, other work gets its turn on the thread.</summary>
    private const int RunsAtATime = 16;

    private readonly Lock _lock = new();
    private readonly Queue<(RunnableTask Task, long Since)> _ahead = new();
    private readonly LinkedList<SlotRequest> _returning = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SlotCount _reserved;
    private int _running;
    private int _away;
    private int _mostAhead;
    private bool _closed;

    /// <summary>Those in slots, and those that have left theirs while they wait.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running + _away;
            }
        }
    }

    /// <summary>Those that have left theirs.</summary>
    public int Away
    {
        get
        {
            lock (_lock)
            {
                return _away;
            }
        }
    }

    /// <summary>How many slots are taken.</summary>
    public int Occupied
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

    /// <summary>Reserves slots for tasks that are on their way, so that nothing else takes them: free ones first, then places behind
    /// them.</summary>
    /// <param name="most">For how many tasks at most.</param>
    /// <param name="ahead">How many may wait for a slot in all.</param>
    public SlotCount Reserve(int most, int ahead)
    {
        lock (_lock)
        {
            int slots = _closed ? 0 : Math.Clamp(size - _running - _ahead.Count - _reserved.Slots, 0, most);
            var reserved = new SlotCount(slots, _closed ? 0 : Math.Clamp(ahead - _ahead.Count - _reserved.Ahead, 0, most - slots));
            _reserved += reserved;
            return reserved;
        }
    }

    /// <summary>Reserved slots that were not filled are free again: waiting tasks may start there.</summary>
    public void Return(SlotCount reserved)
    {
        bool mayStart = member.Standing == MemberStanding.Alive;
        List<RunnableTask> next = [];
        lock (_lock)
        {
            _reserved -= reserved;
            while (HasFreeSlot && _returning.Count > 0)
            {
                _running++;
                LetFirstGoOn();
            }

            while (mayStart && HasFreeSlot && _ahead.TryDequeue(out (RunnableTask Task, long Since) waiting))
            {
                _running++;
                next.Add(waiting.Task);
            }
        }

        next.ForEach(Start);
    }

    /// <summary>Starts it in a slot that was reserved for it, or in a free one that is not reserved; or keeps it until there is one. False
    /// when closed: the caller hands it back.</summary>
    /// <param name="task">What to run.</param>
    /// <param name="reserved">What was reserved for it and for others; it takes its part.</param>
    public bool TryAdd(RunnableTask task, ref SlotCount reserved)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            SlotCount taken = reserved.Slots > 0 ? new SlotCount(1, 0) : reserved.Ahead > 0 ? new SlotCount(0, 1) : default;
            reserved -= taken;
            _reserved -= taken;
            if (!HasFreeSlot)
            {
                _ahead.Enqueue((task, time.GetTimestamp()));
                _mostAhead = _ahead.Count;
                return true;
            }

            _running++;
        }

        Start(task);
        return true;
    }

    /// <summary>What was claimed ahead and has waited too long.</summary>
    public IReadOnlyList<TaskClaim> TakeOverdue()
    {
        lock (_lock)
        {
            return _ahead.TryPeek(out (RunnableTask Task, long Since) oldest) && time.GetElapsedTime(oldest.Since) >= LongestWait
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
            EndIfIdle();
            return TakeAhead();
        }
    }

    /// <summary>A run waits for another task: its slot is free for others.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _away++;
        }

        if (NextOrLeave() is { } next)
        {
            Start(next);
        }
        else
        {
            wake.Set();
        }
    }

    /// <summary>A run that has left its slot wants to continue. It comes before what has not begun, and after those that asked
    /// before.</summary>
    public SlotRequest AskBack()
    {
        var request = new SlotRequest();
        lock (_lock)
        {
            _returning.AddLast(request);
            if (HasFreeSlot)
            {
                _running++;
                LetFirstGoOn();
            }
        }

        return request;
    }

    /// <summary>A run that has left its slot has ended.</summary>
    /// <param name="request">Its request for a slot, if there is one.</param>
    /// <returns>Whether it had got a slot meanwhile, which is then free for others.</returns>
    public bool EndAway(SlotRequest? request)
    {
        lock (_lock)
        {
            if (request is not null && !_returning.Remove(request))
            {
                return true;
            }

            _away--;
            EndIfIdle();
        }

        request?.SetResult();
        return false;
    }

    /// <summary>One that is not reserved.</summary>
    private bool HasFreeSlot => _running + _reserved.Slots < size;

    private void LetFirstGoOn()
    {
        SlotRequest first = _returning.First!.Value;
        _returning.RemoveFirst();
        _away--;
        first.SetResult();
    }

    private void EndIfIdle()
    {
        if (_closed && _running == 0 && _away == 0)
        {
            _idle.TrySetResult();
        }
    }

    private List<TaskClaim> TakeAhead()
    {
        List<TaskClaim> taken = [.. _ahead.Select(waiting => waiting.Task.Claim)];
        _ahead.Clear();
        return taken;
    }

    /// <summary>On the pool: a synchronous function must hold up its own slot only. Ends with the last run in the slot; a run never
    /// throws.</summary>
    /// <remarks>The caller may be a run that has just left its slot: another run must not see its context.</remarks>
    private void Start(RunnableTask task) => ThreadPool.UnsafeQueueUserWorkItem(
        static start => _ = start.Slots.OccupyAsync(start.Task), (Slots: this, Task: task), preferLocal: true);

    /// <summary>Holds one slot as long as there is something to run in it.</summary>
    private async Task OccupyAsync(RunnableTask first)
    {
        RunnableTask? next = first;
        for (int count = 1; next is { } task; count++)
        {
            Task<bool> running = runner.RunAsync(task, this);
            bool isOnOwnThread = running.IsCompleted;
            if (!await running)
            {
                // It left the slot while it waited, and others have had it since.
                return;
            }

            next = NextOrLeave();
            // Whatever ended an asynchronous run may be in the middle of something, such as another run: the next one must not run
            // inside of that.
            if (!isOnOwnThread || count % RunsAtATime == 0)
            {
                await Task.Yield();
            }
        }

        wake.Set();
    }

    /// <summary>A slot is free: the run that asked first continues in it, or a task that was claimed ahead starts, or it stays
    /// free.</summary>
    private RunnableTask? NextOrLeave()
    {
        bool mayStart = member.Standing == MemberStanding.Alive;
        RunnableTask? next = null;
        bool half = false;
        lock (_lock)
        {
            if (_returning.Count > 0)
            {
                LetFirstGoOn();
            }
            else if (mayStart && _ahead.TryDequeue(out (RunnableTask Task, long Since) waiting))
            {
                next = waiting.Task;
                half = _ahead.Count == _mostAhead / 2;
            }
            else
            {
                _running--;
                EndIfIdle();
            }
        }

        if (half)
        {
            wake.Set();
        }

        return next;
    }
}
