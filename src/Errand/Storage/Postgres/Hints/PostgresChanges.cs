using Errand.Storage.Shared;

namespace Errand.Storage.Postgres.Hints;

/// <summary>What this process committed and has not yet announced to the others. Bounded: what is too much to list is announced as
/// "any".</summary>
internal sealed class PostgresChanges(QueueFronts fronts, TimeProvider time)
{
    /// <summary>The notifier's pause after the last hint, unless <see cref="HintBudget"/> demands a longer one. The next hint names all
    /// changes in between, since each hint wakes every process.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The pause after the last hint before that of a single task, unless <see cref="HintBudget"/> demands a longer one. Clients
    /// that run one task after the other wait for each hint.</summary>
    public static readonly TimeSpan EarlyPause = TimeSpan.FromMilliseconds(2);

    /// <summary>How often the listeners are counted while there are hints to send.</summary>
    private static readonly TimeSpan CountPeriod = TimeSpan.FromSeconds(5);

    /// <summary>For how long after a process asked for news the others tell of them.</summary>
    public static readonly TimeSpan AskedFor = TimeSpan.FromSeconds(10);

    /// <summary>How often a process asks that still wants to know.</summary>
    private static readonly TimeSpan AskPeriod = TimeSpan.FromSeconds(4);

    private readonly Guid _store = Guid.NewGuid();
    private readonly Guid _callers = Guid.NewGuid();
    private readonly Lock _lock = new();
    private readonly HintBudget _budget = new(time);
    private readonly Dictionary<string, QueuePlace> _queues = [];
    private readonly HashSet<long> _done = [];
    private readonly HashSet<long> _cancelled = [];
    private bool _isScheduled;
    private bool _isAnything;
    private bool _hasNews;
    private bool _asks;
    private long _askedAt = long.MinValue;
    private long _heardAskAt = long.MinValue;
    private int _onTheWay;
    private long _countedAt = long.MinValue;

    /// <summary>How far the claims of this process have come in each queue.</summary>
    public QueueFronts Fronts => fronts;

    /// <summary>Set when there is something to announce.</summary>
    public AsyncSignal Untold { get; } = new();

    /// <summary>How long until a hint may be sent.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            lock (_lock)
            {
                return _budget.UntilNext(Pause);
            }
        }
    }

    /// <summary>Whether it is time to count the listeners.</summary>
    public bool IsCountDue
    {
        get
        {
            lock (_lock)
            {
                return _countedAt == long.MinValue || time.GetElapsedTime(_countedAt) >= CountPeriod;
            }
        }
    }

    /// <summary>The listeners were counted.</summary>
    /// <param name="listeners">How many there are.</param>
    /// <param name="isListening">Whether this process is one of them.</param>
    public void Counted(int listeners, bool isListening)
    {
        lock (_lock)
        {
            _budget.Listeners = listeners;
            _budget.IsListening = isListening;
            _countedAt = time.GetTimestamp();
        }
    }

    /// <summary>A hint arrived.</summary>
    /// <returns>Whether another process sent it.</returns>
    public bool Heard(PostgresHint hint)
    {
        if (hint.From == _store)
        {
            return false;
        }

        lock (_lock)
        {
            _budget.Heard(hint.From);
            if (hint.AsksForNews)
            {
                _heardAskAt = time.GetTimestamp();
            }
        }

        return true;
    }

    /// <summary>A task can be claimed.</summary>
    public void Ready(long queueId, string queue, QueuePlace place)
    {
        fronts.MadeReady(queueId, place);
        lock (_lock)
        {
            // One too many means "any", as with ids.
            if (_queues.TryGetValue(queue, out QueuePlace soonest) ? place.CompareTo(soonest) < 0 : _queues.Count <= PostgresHint.MaxQueues)
            {
                _queues[queue] = place;
            }
        }

        Untold.Set();
    }

    /// <summary>A task waits for an instant.</summary>
    public void Scheduled()
    {
        lock (_lock)
        {
            _isScheduled = true;
        }

        Untold.Set();
    }

    /// <summary>Something happened that only those want to know who look at tasks: a run began or reported something, a task was kept or
    /// has expired, a queue was paused. Told only if another process has asked.</summary>
    public void News()
    {
        lock (_lock)
        {
            if (_heardAskAt == long.MinValue || time.GetElapsedTime(_heardAskAt) > AskedFor)
            {
                return;
            }

            _hasNews = true;
        }

        Untold.Set();
    }

    /// <summary>This process wants to hear such news of others, from now on and for some seconds.</summary>
    public void AskForNews()
    {
        lock (_lock)
        {
            if (_askedAt != long.MinValue && time.GetElapsedTime(_askedAt) < AskPeriod)
            {
                return;
            }

            _askedAt = time.GetTimestamp();
            _asks = true;
        }

        Untold.Set();
    }

    /// <summary>A task is done or gone.</summary>
    public void Done(TaskId id) => Done([id.Value]);

    /// <summary>Tasks are done.</summary>
    public void Done(IReadOnlyList<long> ids) => Add(_done, ids, PostgresHint.MaxDone);

    /// <summary>A running task was cancelled.</summary>
    public void Cancelled(TaskId id) => Add(_cancelled, [id.Value], PostgresHint.MaxCancelled);

    /// <summary>A hint may not have been sent: the next one says that anything may have happened.</summary>
    public void Lost()
    {
        lock (_lock)
        {
            _isAnything = true;
        }

        Untold.Set();
    }

    /// <summary>A hint is no longer on its way, whether it arrived or not.</summary>
    public void Sent()
    {
        lock (_lock)
        {
            _onTheWay--;
        }
    }

    /// <summary>A hint of one task that is about to be written, if a hint may be sent now. The caller must call <see cref="Sent"/>
    /// afterwards. Null while other changes are pending, which would be delayed again and again, or while a hint is on its way, which may
    /// hold the lock that every hint needs.</summary>
    public PostgresHint? TakeEarly(IReadOnlyList<ReadyQueue> queues, IReadOnlyList<long> done)
    {
        lock (_lock)
        {
            if (!IsAllTold || _onTheWay > 0 || _budget.UntilNext(EarlyPause) > TimeSpan.Zero)
            {
                return null;
            }

            _budget.Spend();
            _onTheWay++;
        }

        if (IsCountDue)
        {
            // The notifier counts the listeners, but does not wake up for a hint that it does not send.
            Untold.Set();
        }

        return new PostgresHint { From = _store, Queues = queues, Done = done };
    }

    /// <summary>A hint for a caller's transaction, which sends it if it commits: this process hears of that as of another
    /// process.</summary>
    public PostgresHint HintOfCaller(IReadOnlyList<ReadyQueue> queues, bool isScheduled) => new()
    {
        From = _callers,
        Queues = queues.Count > PostgresHint.MaxQueues ? null : queues,
        IsScheduled = isScheduled,
    };

    /// <summary>All pending changes as one hint, to be sent now; null if there are none. The caller must call <see cref="Sent"/>
    /// afterwards.</summary>
    public PostgresHint? Take()
    {
        lock (_lock)
        {
            if (IsAllTold)
            {
                return null;
            }

            _budget.Spend();
            _onTheWay++;
            PostgresHint hint = _isAnything ? PostgresHint.Anything(_store) : new PostgresHint
            {
                From = _store,
                Queues = _queues.Count > PostgresHint.MaxQueues ? null
                    : [.. _queues.Select(queue => new ReadyQueue(queue.Key, queue.Value.Priority, queue.Value.Id))],
                Done = _done.Count > PostgresHint.MaxDone ? null : [.. _done],
                Cancelled = _cancelled.Count > PostgresHint.MaxCancelled ? null : [.. _cancelled],
                IsScheduled = _isScheduled,
                HasNews = _hasNews,
            };
            hint = hint with { AsksForNews = _asks };
            _queues.Clear();
            _done.Clear();
            _cancelled.Clear();
            _isScheduled = false;
            _isAnything = false;
            _hasNews = false;
            _asks = false;
            return hint;
        }
    }

    private bool IsAllTold => !_isAnything && _queues.Count == 0 && _done.Count == 0 && _cancelled.Count == 0
        && !_isScheduled && !_hasNews && !_asks;

    private void Add(HashSet<long> told, IReadOnlyList<long> ids, int limit)
    {
        if (ids.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            // One too many means "any"; more would add nothing.
            for (int i = 0; i < ids.Count && told.Count <= limit; i++)
            {
                told.Add(ids[i]);
            }
        }

        Untold.Set();
    }
}
