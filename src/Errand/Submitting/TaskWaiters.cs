using System.Collections.Concurrent;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Submitting;

/// <summary>Lets callers wait until a task is done: woken by this process's own events at once, by other processes' through the store's
/// hint.</summary>
internal sealed class TaskWaiters : IAsyncDisposable
{
    /// <summary>How soon and how often waiting callers are looked up even without a hint, since hints can get lost: at first soon, where
    /// the store can lose any, then ever less often.</summary>
    private static readonly TimeSpan FirstLookUp = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookUpInterval = TimeSpan.FromSeconds(2);

    /// <summary>How soon a task is looked at again that should have expired and has not.</summary>
    private static readonly TimeSpan ExpiryPause = TimeSpan.FromMilliseconds(20);

    /// <summary>What one timer can hold; a longer wait is made of several.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<long, TaskWait> _waits = new();
    private readonly DoneHints _hints = new();
    private readonly IReadStore _store;
    private readonly IWatchStore _watch;
    private readonly TaskEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly AsyncSignal _entered = new();
    private readonly AsyncSignal _hint = new();
    private readonly Task _loop;
    private bool _isFailing;

    public TaskWaiters(IReadStore store, IWatchStore watch, TaskEvents events, TimeProvider time, ILogger<TaskWaiters> logger)
    {
        _store = store;
        _watch = watch;
        _events = events;
        _time = time;
        _logger = logger;
        events.Happened += OnHappened;
        events.StoreChanged += OnStoreChanged;
        _loop = Task.Run(LookUpAsync);
    }

    /// <summary>The task when it is done, or as it stands after <paramref name="wait"/> or when the server stops; null when there is none
    /// or it expired meanwhile.</summary>
    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, TimeSpan wait, CancellationToken cancellationToken) =>
        FindAsync(id, maxResultBytes, wait, null, _stopping.Token, cancellationToken);

    /// <summary>Where the hints stand, for <see cref="FindSubmittedAsync"/>: asked for before the task is submitted.</summary>
    public long HintCount => _hints.Count;

    /// <summary>The same for a task that was just submitted, which is not looked up before there is a hint that it is done.</summary>
    /// <param name="submitted">The task as it was stored.</param>
    /// <param name="hintCount">What <see cref="HintCount"/> was before that.</param>
    /// <param name="maxResultBytes">A longer result is left out.</param>
    /// <param name="wait">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TaskRecord?> FindSubmittedAsync(
        TaskRecord submitted, long hintCount, long maxResultBytes, TimeSpan wait, CancellationToken cancellationToken)
    {
        long since = _time.GetTimestamp();
        (TaskRecord? found, bool isOver) = await WaitAsync(
            submitted.Id, maxResultBytes, wait, null, _stopping.Token, cancellationToken, (submitted, hintCount));
        return isOver ? found : await FindAsync(submitted.Id, maxResultBytes, wait - _time.GetElapsedTime(since), cancellationToken);
    }

    /// <summary>The same for a run, which waits until the task is done, and waits on while the server stops: it has its grace
    /// period.</summary>
    /// <param name="id">The task.</param>
    /// <param name="waiting">Called, perhaps more than once, when the task is not done and is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TaskRecord?> FindInRunAsync(TaskId id, Action waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskRecord? task = await FindAsync(id, long.MaxValue, TaskLimits.MaxTimeToLive, waiting, _disposed.Token, cancellationToken);
            if (task is not { Status: not TaskState.Done })
            {
                return task;
            }

            _disposed.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<TaskRecord?> FindAsync(
        TaskId id, long maxResultBytes, TimeSpan wait, Action? waiting, CancellationToken end, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
        {
            return await _store.FindAsync(id, maxResultBytes, cancellationToken);
        }

        long since = _time.GetTimestamp();
        while (true)
        {
            (TaskRecord? found, bool isOver) = await WaitAsync(
                id, maxResultBytes, wait - _time.GetElapsedTime(since), waiting, end, cancellationToken);
            if (isOver)
            {
                return found;
            }
        }
    }

    /// <summary>The task when it is done, or as it stands when the wait is over. Not over, if there was a hint that it is done, and its
    /// outcome was taken back before it could be read, because it is to run again.</summary>
    private async Task<(TaskRecord? Found, bool IsOver)> WaitAsync(
        TaskId id, long maxResultBytes, TimeSpan wait, Action? waiting, CancellationToken end, CancellationToken cancellationToken,
        (TaskRecord Task, long HintCount)? submitted = null)
    {
        // Register first, then look: an outcome between the two is not missed.
        TaskWait entry = Enter(id);
        try
        {
            long since = _time.GetTimestamp();
            TaskRecord? found = submitted is { } known && !_hints.MayMean(id, known.HintCount)
                ? known.Task
                : await _store.FindAsync(id, maxResultBytes, cancellationToken);
            bool isTold = false;
            while (!isTold && found is { Status: not TaskState.Done } && !end.IsCancellationRequested
                && wait - _time.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
            {
                waiting?.Invoke();
                await DoneOrTimeOutAsync(entry, Shorter(left, UntilExpiry(found)), end, cancellationToken);
                isTold = entry.Done.IsCompleted;
                found = await _store.FindAsync(id, maxResultBytes, cancellationToken);
            }

            bool isOver = !isTold || found is not { Status: not TaskState.Done } || end.IsCancellationRequested
                || _time.GetElapsedTime(since) >= wait;
            return (found, isOver);
        }
        finally
        {
            Exit(id, entry);
        }
    }

    /// <summary>How many tasks are waited for.</summary>
    public int Count => _waits.Count;

    /// <summary>Fires when the server stops: from then on no caller is kept waiting.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends every wait at once, with the task as it stands.</summary>
    public void Stop() => _stopping.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _disposed.CancelAsync();
        _events.Happened -= OnHappened;
        _events.StoreChanged -= OnStoreChanged;
        await _loop;
    }

    /// <summary>By this process's clock; the store's decides, and may be behind.</summary>
    private TimeSpan UntilExpiry(TaskRecord task)
    {
        TimeSpan left = task.ExpiresAt - _time.GetUtcNow();
        return left > ExpiryPause ? left : ExpiryPause;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task DoneOrTimeOutAsync(TaskWait entry, TimeSpan limit, CancellationToken end, CancellationToken cancellationToken)
    {
        if (limit <= TimeSpan.Zero)
        {
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
        var timeout = Task.Delay(limit < LongestTimer ? limit : LongestTimer, _time, ended.Token);
        Task first = await Task.WhenAny(entry.Done, timeout);
        if (first == entry.Done)
        {
            await ended.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private TaskWait Enter(TaskId id)
    {
        while (true)
        {
            TaskWait entry = _waits.GetOrAdd(id.Value, static _ => new TaskWait());
            if (entry.TryEnter())
            {
                _entered.Set();
                return entry;
            }
        }
    }

    private void Exit(TaskId id, TaskWait entry)
    {
        if (entry.Exit())
        {
            _waits.TryRemove(KeyValuePair.Create(id.Value, entry));
        }
    }

    private void OnHappened(TaskEvent happened)
    {
        if (happened.Kind == TaskEventKind.Done)
        {
            SetDone(happened.Id);
        }
    }

    private void OnStoreChanged(StoreChange change)
    {
        if (change.Done is null)
        {
            _hints.AddAny();
            if (!_waits.IsEmpty)
            {
                _hint.Set();
            }
        }

        foreach (TaskId id in change.Done ?? [])
        {
            SetDone(id);
        }
    }

    private async Task LookUpAsync()
    {
        TimeSpan first = _watch.LongestSilence is null ? LookUpInterval : FirstLookUp;
        TimeSpan pause = first;
        while (!_disposed.IsCancellationRequested)
        {
            try
            {
                if (_waits.IsEmpty)
                {
                    await _entered.WaitAsync(null, _time, _disposed.Token);
                    pause = first;
                }

                await _hint.WaitAsync(pause, _time, _disposed.Token);
                pause = pause * 2 < LookUpInterval ? pause * 2 : LookUpInterval;
                await LookUpOnceAsync();
            }
            catch (Exception) when (_disposed.IsCancellationRequested)
            {
                // We stop.
            }
            catch (Exception e)
            {
                // Those who wait go on waiting: a later look finds what happened meanwhile.
                if (!_isFailing)
                {
                    _logger.LookUpFailed(e);
                    _isFailing = true;
                }
            }
        }
    }

    private async Task LookUpOnceAsync()
    {
        TaskId[] asked = [.. _waits.Keys.Select(id => new TaskId(id))];
        if (asked.Length == 0)
        {
            return;
        }

        foreach (TaskId done in await _store.FindDoneAsync(asked, _disposed.Token))
        {
            SetDone(done);
        }

        _isFailing = false;
    }

    private void SetDone(TaskId id)
    {
        _hints.Add(id);
        // Removed first: callers that come from now on wait for the next outcome.
        if (_waits.TryRemove(id.Value, out TaskWait? entry))
        {
            entry.SetDone();
        }
    }
}
