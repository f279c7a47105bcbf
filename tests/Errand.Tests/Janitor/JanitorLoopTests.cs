using Errand.Tests.Hosting;
using Errand.Tests.Storage;
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
            if (method == "DeleteExpired")
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
            before: method => method == "DeleteExpired" && failures-- > 0 ? throw new InvalidOperationException("odd") : Task.CompletedTask);
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
    public async Task Between_two_batches_the_store_is_left_to_others_three_times_as_long_as_a_batch_took()
    {
        const int Tasks = 300;
        var batches = new List<DateTimeOffset>();
        TaskCompletionSource first = Waiting.NewSignal(), second = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), _time, roles: ErrandRoles.Janitor);
        for (int i = 0; i < Tasks; i++)
        {
            await host.SubmitAsync("one", null, new SubmitOptions { TimeToLive = TimeSpan.FromSeconds(10) });
        }

        host.Store.After = method =>
        {
            // An empty sweep may come before.
            if (method == "DeleteExpired" && _time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddYears(50) >= TimeSpan.FromSeconds(10))
            {
                batches.Add(_time.GetUtcNow());
                _time.Advance(TimeSpan.FromSeconds(1));
                _ = batches.Count == 1 ? first.TrySetResult() : second.TrySetResult();
            }
        };
        await host.TurnUntilAsync(first.Task, 1);
        await host.TurnUntilAsync(second.Task, 1);

        Assert.True(batches[1] - batches[0] >= TimeSpan.FromSeconds(4), $"{batches[1] - batches[0]}");
    }

    private static async Task LoggedAsync(TestHost host, int eventId)
    {
        while (!host.Log.Has(eventId))
        {
            await Task.Delay(5, Waiting.Stop);
        }
    }
}

public sealed class SqliteJanitorLoopTests() : JanitorLoopTests(StoreKind.Sqlite);

public sealed class PostgresJanitorLoopTests() : JanitorLoopTests(StoreKind.Postgres);
