using System.Collections.Concurrent;
using Errand.Janitor;
using Errand.Membership;
using Errand.Signals;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Janitor;

public abstract class JanitorLoopTests(StoreKind kind) : OnEveryStore(kind)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task What_has_expired_is_deleted()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), _time, roles: ErrandRoles.Janitor);
        TaskCompletionSource swept = Waiting.NewSignal();
        TaskId brief = await host.SubmitAsync("one", null, new SubmitOptions { TimeToLive = TimeSpan.FromSeconds(10) });
        TaskId lasting = await host.SubmitAsync("one");
        host.Store.After = method =>
        {
            // An empty sweep may come before.
            if (method == "DeleteExpired" && _time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddYears(50) >= TimeSpan.FromSeconds(11))
            {
                swept.TrySetResult();
            }
        };
        await host.TurnUntilAsync(swept.Task, 1);
        Assert.Null(await host.Tasks.FindAsync(brief, Waiting.Stop));
        Assert.NotNull(await host.Tasks.FindAsync(lasting, Waiting.Stop));
        await host.TurnUntilAsync(LoggedAsync(host, 3001), 1);
    }

    [Fact]
    public async Task A_run_whose_task_expires_is_told_to_stop()
    {
        TaskCompletionSource told = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("long", async (CancellationToken cancel) =>
            {
                using CancellationTokenRegistration _ = cancel.Register(() => told.TrySetResult());
                await Task.Delay(Timeout.Infinite, cancel);
            }),
            _time);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        await host.SubmitAsync("long", null, new SubmitOptions { TimeToLive = TimeSpan.FromSeconds(10) });
        await started.Soon();
        await host.TurnUntilAsync(told.Task, 1);
    }

    [Fact]
    public async Task A_sweep_that_fails_is_followed_by_the_next()
    {
        int failures = 2;
        await using TestHost host = await StartAsync(
            _ => { }, _time, roles: ErrandRoles.Janitor,
            before: method => method == "DeleteExpired" && failures-- > 0
                ? throw new InvalidOperationException("odd")
                : Task.CompletedTask);
        TaskCompletionSource swept = Waiting.NewSignal();
        host.Store.After = method =>
        {
            if (method == "DeleteExpired")
            {
                swept.TrySetResult();
            }
        };
        await host.TurnUntilAsync(swept.Task, 1);
        Assert.True(host.Log.Has(3002));
    }

    [Fact]
    public async Task A_sweep_that_does_not_catch_up_rests_ever_less_and_the_next_one_rests_again()
    {
        // A delay has whole milliseconds.
        TimeSpan[] rests = [.. new[] { 700, 350, 175, 87, 43 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];
        var time = new RecordingTime();
        TaskCompletionSource swept = Waiting.NewSignal(), begunAgain = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), time, roles: ErrandRoles.Janitor);
        host.Store.After = method =>
        {
            if (method == "DeleteExpired")
            {
                // The time that each batch takes.
                time.Advance(TimeSpan.FromSeconds(0.1));
            }
        };

        // All of them expire at once: however many are deleted, what is left expired ever longer ago.
        await SubmitAsync(host.Store, 5000);
        await host.TurnUntilAsync(LoggedAsync(host, 3001), 1);
        await host.TurnUntilAsync(GoneAsync(host.Store), 1);
        Assert.Equal(rests, time.Delays.Where(rests.Contains).Distinct());
        Assert.True(host.Store.Calls("DeleteExpired") > time.Delays.Count(rests.Contains));

        time.Delays.Clear();
        await SubmitAsync(host.Store, 300);
        await host.TurnUntilAsync(time.DelayedAsync(rests[0]), 1);
    }

    [Fact]
    public async Task After_a_sweep_of_much_the_next_one_comes_soon_and_while_little_expires_ever_later_up_to_half_a_minute()
    {
        TimeSpan soon = TimeSpan.FromSeconds(1), later = TimeSpan.FromSeconds(2), late = TimeSpan.FromSeconds(30);
        var time = new RecordingTime();
        await using TestStore store = await CreateStoreAsync(time);
        await using WatchedStore watched = store.Connect(NullLoggerFactory.Instance);
        await watched.OpenAsync(Waiting.Stop);
        await SubmitAsync(watched, 600);
        time.Advance(TimeSpan.FromSeconds(11));
        using var sweeper = new Sweeper(watched, new TaskEvents(NullLogger<TaskEvents>.Instance), time);
        using var janitors = new JanitorRole(
            sweeper, watched, new LocalMembers(), Options.Create(new JanitorOptions()), time, NullLogger<JanitorLoop>.Instance);
        await janitors.StartAsync(Waiting.Stop).Soon();
        await time.DelayedAsync(soon).Soon();
        Assert.DoesNotContain(later, time.Delays);

        foreach (int next in new[] { 2, 4, 8, 16, 30, 30 })
        {
            time.Delays.Clear();
            time.Advance(late);
            await time.DelayedAsync(TimeSpan.FromSeconds(next)).Soon();
        }

        await janitors.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public async Task However_many_janitors_a_process_has_two_delete_at_a_time()
    {
        const int Tasks = 5000;
        int atATime = 0, most = 0;
        await using TestStore store = await CreateStoreAsync(_time);
        await using WatchedStore watched = store.Connect(NullLoggerFactory.Instance);
        await watched.OpenAsync(Waiting.Stop);
        await SubmitAsync(watched, Tasks);
        watched.Before = method =>
        {
            int now = method == "DeleteExpired" ? Interlocked.Increment(ref atATime) : 0;
            lock (watched)
            {
                most = Math.Max(most, now);
            }

            return Task.CompletedTask;
        };
        watched.After = method => _ = method == "DeleteExpired" ? Interlocked.Decrement(ref atATime) : 0;
        IOptions<JanitorOptions> options = Options.Create(new JanitorOptions { Count = 5 });
        using var sweeper = new Sweeper(watched, new TaskEvents(NullLogger<TaskEvents>.Instance), _time);
        using var janitors = new JanitorRole(sweeper, watched, new LocalMembers(), options, _time, NullLogger<JanitorLoop>.Instance);
        await janitors.StartAsync(Waiting.Stop).Soon();
        _time.Advance(TimeSpan.FromSeconds(10));
        await _time.TurnUntilAsync(GoneAsync(watched), 1, () => watched.IsBusy);
        await janitors.StopAsync(Waiting.Stop).Soon();

        Assert.InRange(most, 1, 2);
    }

    private static async Task SubmitAsync(WatchedStore store, int count)
    {
        for (int left = count; left > 0; left -= 500)
        {
            await store.SubmitAsync(StoreSteps.Batch(
                [.. Enumerable.Range(0, Math.Min(left, 500)).Select(_ => StoreSteps.NewTask(ttl: TimeSpan.FromSeconds(10)))])).Soon();
        }
    }

    private static async Task GoneAsync(WatchedStore store)
    {
        while ((await store.CheckHealthAsync(Waiting.Stop)).OldestExpired is not null)
        {
            await Task.Delay(5, Waiting.Stop);
        }
    }

    private static async Task LoggedAsync(TestHost host, int eventId)
    {
        while (!host.Log.Has(eventId))
        {
            await Task.Delay(5, Waiting.Stop);
        }
    }

    /// <summary>A clock that writes down for how long it is waited.</summary>
    private sealed class RecordingTime() : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50))
    {
        public ConcurrentQueue<TimeSpan> Delays { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            Delays.Enqueue(dueTime);
            return timer;
        }

        public async Task DelayedAsync(TimeSpan delay)
        {
            while (!Delays.Contains(delay))
            {
                await Task.Delay(5, Waiting.Stop);
            }
        }
    }
}

public sealed class SqliteJanitorLoopTests() : JanitorLoopTests(StoreKind.Sqlite);

public sealed class PostgresJanitorLoopTests() : JanitorLoopTests(StoreKind.Postgres);
