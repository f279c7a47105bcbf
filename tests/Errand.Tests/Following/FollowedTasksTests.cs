using Errand.Following;
using Errand.Signals;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Following;

/// <summary>The looks at followed tasks while the store is away.</summary>
public sealed class FollowedTasksTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _logs;
    private readonly FakeTaskStore _store;
    private readonly FollowedTasks _tasks;
    private readonly AsyncSignal _news = new();

    public FollowedTasksTests()
    {
        _logs = new LoggerFactory([_log]);
        _store = new FakeTaskStore(_time);
        _store.Put(TestTasks.Waiting(1));
        _tasks = new FollowedTasks(
            _store, _store, new TaskEvents(NullLogger<TaskEvents>.Instance), _time, new Logger<FollowedTasks>(_logs));
    }

    public async ValueTask DisposeAsync()
    {
        await _tasks.DisposeAsync();
        await _store.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task The_first_failure_of_an_outage_is_logged_and_so_is_the_first_of_the_next()
    {
        _tasks.Enter(new TaskId(1), _news);
        for (int outage = 1; outage <= 2; outage++)
        {
            await FailAsync(looks: 3);
            await SucceedAsync();
            Assert.Equal(Enumerable.Repeat(6201, outage), _log.Lines.Select(line => line.Id.Id));
        }

        Assert.All(_log.Lines, line => Assert.StartsWith("What happens to tasks", line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_is_not_over_when_nobody_follows_a_task_any_more()
    {
        for (int follow = 1; follow <= 2; follow++)
        {
            FollowedTask task = _tasks.Enter(new TaskId(1), _news);
            await FailAsync(looks: 2);
            _tasks.Leave(new TaskId(1), task, _news);
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
        _tasks.Enter(new TaskId(1), _news);
        await _time.TurnUntilAsync(looking.Task);

        await _tasks.DisposeAsync();

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

    /// <summary>Lets looks succeed from now on, and waits until one has.</summary>
    private async Task SucceedAsync()
    {
        int begun = 0;
        TaskCompletionSource looked = Waiting.NewSignal();
        _store.WhileLooking = _ =>
        {
            // The next one begins when this one is over.
            if (++begun == 2)
            {
                looked.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await _time.TurnUntilAsync(looked.Task);
    }
}
