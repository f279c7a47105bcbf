using System.Collections.Concurrent;
using Errand.Signals;
using Errand.Storage;
using Microsoft.Extensions.Logging;

namespace Errand.Following;

/// <summary>Wakes those who follow a task when there is news of it: by this process's own events at once, by the hints of other processes
/// soon, and by a look at all followed tasks once a second, since hints can get lost. Without followers it costs nothing.</summary>
internal sealed class FollowedTasks : IAsyncDisposable
{
    /// <summary>How long to wait for a hint before the next look.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>The shortest pause after a look, however many hints arrive.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(20);

    /// <summary>After a look that took long, the pause is this many times as long, up to <see cref="LookInterval"/>.</summary>
    private const int RestPerLook = 19;

    /// <summary>How many tasks one read looks at.</summary>
    private const int TasksAtOnce = 500;

    private readonly ConcurrentDictionary<long, FollowedTask> _tasks = new();
    private readonly IViewStore _store;
    private readonly IWatchStore _watch;
    private readonly TaskEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposed = new();
    private readonly AsyncSignal _entered = new();
    private readonly AsyncSignal _hint = new();
    private readonly Task _loop;
    private bool _isFailing;

    public FollowedTasks(IViewStore store, IWatchStore watch, TaskEvents events, TimeProvider time, ILogger<FollowedTasks> logger)
    {
        _store = store;
        _watch = watch;
        _events = events;
        _time = time;
        _logger = logger;
        events.Happened += OnHappened;
        events.QueueReady += OnQueueReady;
        events.StoreChanged += OnStoreChanged;
        _loop = Task.Run(LookAsync);
    }

    /// <summary>How many tasks are followed.</summary>
    public int Count => _tasks.Count;

    /// <summary>From now on <paramref name="news"/> is set when there may be news of the task.</summary>
    public FollowedTask Enter(TaskId id, AsyncSignal news)
    {
        while (true)
        {
            FollowedTask task = _tasks.GetOrAdd(id.Value, static _ => new FollowedTask());
            if (task.TryAdd(news))
            {
                _entered.Set();
                return task;
            }
        }
    }

    public void Leave(TaskId id, FollowedTask task, AsyncSignal news)
    {
        if (task.Remove(news))
        {
            _tasks.TryRemove(KeyValuePair.Create(id.Value, task));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        _events.Happened -= OnHappened;
        _events.QueueReady -= OnQueueReady;
        _events.StoreChanged -= OnStoreChanged;
        await _loop;
    }

    private void OnHappened(TaskEvent happened) => Wake(happened.Id);

    private void OnQueueReady(string queue) => _hint.Set();

    private void OnStoreChanged(StoreChange change)
    {
        if (_tasks.IsEmpty)
        {
            return;
        }

        foreach (TaskId id in change.Done ?? [])
        {
            Wake(id);
        }

        _hint.Set();
    }

    private void Wake(TaskId id)
    {
        if (_tasks.TryGetValue(id.Value, out FollowedTask? task))
        {
            task.Wake();
        }
    }

    private async Task LookAsync()
    {
        while (!_disposed.IsCancellationRequested)
        {
            long start = _time.GetTimestamp();
            try
            {
                if (_tasks.IsEmpty)
                {
                    await _entered.WaitAsync(null, _time, _disposed.Token);
                }

                _watch.AskForNews();
                await _hint.WaitAsync(LookInterval, _time, _disposed.Token);
                start = _time.GetTimestamp();
                await LookOnceAsync();
            }
            catch (Exception) when (_disposed.IsCancellationRequested)
            {
                // We stop.
            }
            catch (Exception e)
            {
                // A later look finds what happened meanwhile.
                if (!_isFailing)
                {
                    _logger.LookFailed(e);
                    _isFailing = true;
                }
            }

            // After a look that failed too: hints must not make it try without a pause.
            await Task.Delay(Rest(_time.GetElapsedTime(start)), _time, _disposed.Token).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Rest(TimeSpan look)
    {
        TimeSpan rest = look * RestPerLook;
        return rest < ShortestRest ? ShortestRest : rest < LookInterval ? rest : LookInterval;
    }

    private async Task LookOnceAsync()
    {
        KeyValuePair<long, FollowedTask>[] tasks = [.. _tasks];
        if (tasks.Length == 0)
        {
            return;
        }

        foreach (KeyValuePair<long, FollowedTask>[] some in tasks.Chunk(TasksAtOnce))
        {
            IReadOnlyDictionary<TaskId, string> stamps = await _store.FindStampsAsync(
                [.. some.Select(task => new TaskId(task.Key))], _disposed.Token);
            foreach ((long id, FollowedTask task) in some)
            {
                // A task that is gone has none.
                string stamp = stamps.GetValueOrDefault(new TaskId(id), "");
                if (stamp != task.Stamp)
                {
                    task.Stamp = stamp;
                    task.Wake();
                }
            }
        }

        _isFailing = false;
    }
}
