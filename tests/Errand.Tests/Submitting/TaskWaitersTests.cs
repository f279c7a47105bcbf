using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Submitting;

public sealed class TaskWaitersTests : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(400);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly TaskEvents _events = new(NullLogger<TaskEvents>.Instance);
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _logs;
    private readonly FakeTaskStore _store;

    public TaskWaitersTests()
    {
        _logs = new LoggerFactory([_log]);
        _store = new FakeTaskStore(_time);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_wait_ends_with_the_event_of_this_process()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        Finish(1);
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        Assert.Equal(TaskState.Done, (await wait.Soon())!.Status);
    }

    [Fact]
    public async Task A_wait_ends_with_the_stores_hint()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        Finish(1);
        _events.PublishStoreChanged(StoreChange.Anything);
        Assert.Equal(TaskState.Done, (await wait.Soon())!.Status);
    }

    [Fact]
    public async Task A_wait_ends_within_seconds_when_the_hint_was_lost()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        Finish(1);
        Assert.Equal(TaskState.Done, (await _time.TurnUntilAsync(wait))!.Status);
    }

    /// <summary>A hint may arrive after the task was told to run again.</summary>
    [Fact]
    public async Task A_wait_goes_on_when_the_outcome_that_it_was_told_of_was_taken_back()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> first = await WaitAsync(waiters, 1);
        _store.ReadSignal = Waiting.NewSignal();
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        await _store.ReadSignal.Task.Soon();
        Task<TaskRecord?> second = await WaitAsync(waiters, 1);
        Assert.False(first.IsCompleted);

        Finish(1);
        _events.PublishStoreChanged(StoreChange.Anything);

        Assert.Equal(TaskState.Done, (await first.Soon())!.Status);
        Assert.Equal(TaskState.Done, (await second.Soon())!.Status);
    }

    [Fact]
    public async Task A_wait_that_is_told_too_early_still_ends_at_its_limit()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        DateTimeOffset start = _time.GetUtcNow();
        _store.ReadSignal = Waiting.NewSignal();
        Task<TaskRecord?> wait = waiters.FindAsync(new TaskId(1), 0, TimeSpan.FromSeconds(5), Waiting.Stop);
        await _store.ReadSignal.Task.Soon();
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));

        Assert.Equal(TaskState.Waiting, (await _time.TurnUntilAsync(wait))!.Status);
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_happens_between_the_look_and_the_wait_is_not_missed()
    {
        var store = new WatchedStore(_store)
        {
            After = method =>
            {
                if (method == "Find")
                {
                    Finish(1);
                    _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
                }
            },
        };
        await using var waiters = new TaskWaiters(store, store, _events, _time, new Logger<TaskWaiters>(_logs));
        _store.Put(TestTasks.Waiting(1));
        Assert.Equal(TaskState.Done, (await waiters.FindAsync(new TaskId(1), 0, Long, Waiting.Stop).Soon())!.Status);
    }

    [Fact]
    public async Task A_task_that_was_just_submitted_is_looked_up_once_when_it_is_done()
    {
        await using TaskWaiters waiters = NewWaiters();
        TaskRecord task = TestTasks.Waiting(1);
        _store.Put(task);
        Task<TaskRecord?> wait = waiters.FindSubmittedAsync(task, waiters.HintCount, 0, Long, Waiting.Stop);
        Finish(1);
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));

        Assert.Equal(TaskState.Done, (await wait.Soon())!.Status);
        Assert.Equal(1, _store.Reads);
    }

    [Theory]
    [InlineData("an event of this process")]
    [InlineData("a hint that names it")]
    [InlineData("a hint that names none")]
    [InlineData("more hints than are kept")]
    public async Task What_happens_between_the_submit_and_the_wait_is_not_missed(string hint)
    {
        await using TaskWaiters waiters = NewWaiters();
        TaskRecord task = TestTasks.Waiting(1);
        _store.Put(task);
        long hintCount = waiters.HintCount;
        Finish(1);
        switch (hint)
        {
            case "an event of this process":
                _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
                break;
            case "a hint that names it":
                _events.PublishStoreChanged(new StoreChange { Done = [new TaskId(2), new TaskId(1)] });
                break;
            case "a hint that names none":
                _events.PublishStoreChanged(StoreChange.Anything);
                break;
            default:
                IEnumerable<TaskId> done = Enumerable.Range(1, 1 + DoneHints.Kept).Select(id => new TaskId(id));
                _events.PublishStoreChanged(new StoreChange { Done = [.. done] });
                break;
        }

        Task<TaskRecord?> wait = waiters.FindSubmittedAsync(task, hintCount, 0, Long, Waiting.Stop);
        Assert.Equal(TaskState.Done, (await wait.Soon())!.Status);
    }

    [Fact]
    public async Task A_wait_after_a_submit_goes_on_when_the_outcome_that_it_was_told_of_was_taken_back()
    {
        await using TaskWaiters waiters = NewWaiters();
        TaskRecord task = TestTasks.Waiting(1);
        _store.Put(task);
        Task<TaskRecord?> wait = waiters.FindSubmittedAsync(task, waiters.HintCount, 0, Long, Waiting.Stop);
        _store.ReadSignal = Waiting.NewSignal();
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        await _store.ReadSignal.Task.Soon();
        Assert.False(wait.IsCompleted);

        Finish(1);
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        Assert.Equal(TaskState.Done, (await wait.Soon())!.Status);
    }

    [Fact]
    public async Task A_wait_after_a_submit_ends_within_seconds_when_the_hint_was_lost_and_at_its_limit()
    {
        await using TaskWaiters waiters = NewWaiters();
        TaskRecord task = TestTasks.Waiting(1);
        _store.Put(task);
        Task<TaskRecord?> wait = waiters.FindSubmittedAsync(task, waiters.HintCount, 0, TimeSpan.FromSeconds(5), Waiting.Stop);
        Assert.Equal(TaskState.Waiting, (await _time.TurnUntilAsync(wait))!.Status);

        wait = waiters.FindSubmittedAsync(task, waiters.HintCount, 0, Long, Waiting.Stop);
        Finish(1);
        Assert.Equal(TaskState.Done, (await _time.TurnUntilAsync(wait))!.Status);
    }

    [Fact]
    public async Task A_wait_ends_at_its_limit_with_the_task_as_it_stands()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = waiters.FindAsync(new TaskId(1), 0, TimeSpan.FromSeconds(5), Waiting.Stop);
        Assert.Equal(TaskState.Waiting, (await _time.TurnUntilAsync(wait))!.Status);
    }

    [Fact]
    public async Task A_wait_ends_when_the_task_expires()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1) with { ExpiresAt = _time.GetUtcNow().AddSeconds(10) });
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        _store.Forget(1);
        Assert.Null(await _time.TurnUntilAsync(wait));
    }

    [Fact]
    public async Task Every_wait_ends_at_a_stop_and_later_ones_do_not_begin()
    {
        TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        waiters.Stop();
        Assert.Equal(TaskState.Waiting, (await wait.Soon())!.Status);
        Assert.Equal(TaskState.Waiting, (await waiters.FindAsync(new TaskId(1), 0, Long, Waiting.Stop).Soon())!.Status);
        await waiters.DisposeAsync();
        await waiters.DisposeAsync();
        waiters.Stop();
        Assert.True(waiters.Stopping.IsCancellationRequested);
        _events.PublishStoreChanged(StoreChange.Anything);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_told_so_and_the_others_go_on()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        using var leave = new CancellationTokenSource();
        Task<TaskRecord?> other = await WaitAsync(waiters, 1);
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1, leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Soon());
        Finish(1);
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        Assert.Equal(TaskState.Done, (await other.Soon())!.Status);
        Assert.Equal(0, waiters.Count);
    }

    [Fact]
    public async Task A_look_that_fails_whatever_the_reason_is_followed_by_the_next()
    {
        var store = new WatchedStore(_store);
        TaskCompletionSource failed = Waiting.NewSignal();
        store.Before = method => method == "FindDone" ? Fail() : Task.CompletedTask;
        await using var waiters = new TaskWaiters(store, store, _events, _time, new Logger<TaskWaiters>(_logs));
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        await _time.TurnUntilAsync(failed.Task);
        store.Before = _ => Task.CompletedTask;
        Finish(1);
        Assert.Equal(TaskState.Done, (await _time.TurnUntilAsync(wait))!.Status);

        Task Fail()
        {
            failed.TrySetResult();
            throw new InvalidOperationException("odd");
        }
    }

    [Fact]
    public async Task The_first_failure_of_an_outage_is_logged_and_so_is_the_first_of_the_next()
    {
        await using TaskWaiters waiters = NewWaiters();
        for (int outage = 1; outage <= 2; outage++)
        {
            _store.Put(TestTasks.Waiting(outage));
            Task<TaskRecord?> wait = await WaitAsync(waiters, outage);
            await FailAsync(looks: 3);
            _store.WhileLooking = _ => Task.CompletedTask;
            Finish(outage);
            await _time.TurnUntilAsync(wait);

            Assert.Equal(Enumerable.Repeat(6301, outage), _log.Lines.Select(line => line.Id.Id));
        }

        Assert.All(_log.Lines, line => Assert.StartsWith("Which of the tasks", line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_is_not_over_when_nobody_waits_any_more()
    {
        await using TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        for (int wait = 1; wait <= 2; wait++)
        {
            using var leave = new CancellationTokenSource();
            Task<TaskRecord?> waiting = await WaitAsync(waiters, 1, leave.Token);
            await FailAsync(looks: 2);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
            // The next look finds nobody.
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_a_look_is_no_failure()
    {
        TaskCompletionSource looking = Waiting.NewSignal();
        _store.WhileLooking = stop =>
        {
            looking.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, stop);
        };
        TaskWaiters waiters = NewWaiters();
        _store.Put(TestTasks.Waiting(1));
        Task<TaskRecord?> wait = await WaitAsync(waiters, 1);
        await _time.TurnUntilAsync(looking.Task);

        await waiters.DisposeAsync();

        Assert.Equal(TaskState.Waiting, (await wait.Soon())!.Status);
        Assert.Empty(_log.Lines);
    }

    /// <summary>Lets each look fail from now on, and waits for so many of them.</summary>
    private async Task FailAsync(int looks)
    {
        TaskCompletionSource failed = Waiting.NewSignal();
        _store.WhileLooking = _ =>
        {
            if (--looks == 0)
            {
                failed.TrySetResult();
            }

            throw new StoreUnavailableException("It is away.");
        };
        await _time.TurnUntilAsync(failed.Task);
    }

    private TaskWaiters NewWaiters() => new(_store, _store, _events, _time, new Logger<TaskWaiters>(_logs));

    private void Finish(long id) => _store.Change(id, task => task with { Status = TaskState.Done, Outcome = OutcomeState.Succeeded });

    /// <summary>A wait that has looked at the task and found it unfinished.</summary>
    private async Task<Task<TaskRecord?>> WaitAsync(TaskWaiters waiters, long id, CancellationToken? stop = null)
    {
        _store.ReadSignal = Waiting.NewSignal();
        Task<TaskRecord?> wait = waiters.FindAsync(new TaskId(id), 0, Long, stop ?? Waiting.Stop);
        await _store.ReadSignal.Task.Soon();
        return wait;
    }
}
