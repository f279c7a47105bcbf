using Errand.Storage.Stats;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Janitor;

public abstract class StatKeeperTests(StoreKind kind) : OnEveryStore(kind)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task While_tasks_are_ready_their_queue_is_looked_at_every_15_seconds_and_not_after_that()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), _time, roles: ErrandRoles.Janitor);
        TaskId id = await host.SubmitAsync("one");
        await host.TurnUntilAsync(Task.Delay(TimeSpan.FromMinutes(5), _time, Waiting.Stop), 1);
        await host.TurnUntilAsync(OnceDepthIsAsync(host, depths => depths.Count >= 16), 1);
        await host.Tasks.CancelAsync(id);
        await host.TurnUntilAsync(OnceDepthIsAsync(host, depths => depths[^1].Ready == 0), 1);
        int looks = host.Store.Calls("WriteDepth");
        await host.TurnUntilAsync(Task.Delay(TimeSpan.FromMinutes(5), _time, Waiting.Stop), 1);

        IReadOnlyList<DepthRow> depths = await DepthsAsync(host);
        Assert.Single(depths, row => row.Ready == 0);
        Assert.All(depths.SkipLast(1), row => Assert.Equal(1, row.Ready));
        Assert.Distinct(depths.Select(row => row.At));
        // It may have been at it once more before it learned that nothing changed.
        Assert.InRange(host.Store.Calls("WriteDepth") - looks, 0, 1);

        await host.SubmitAsync("one");
        await host.TurnUntilAsync(OnceDepthIsAsync(host, depths => depths[^1].Ready == 1), 1);
    }

    [Fact]
    public async Task Old_numbers_are_summed_up_and_then_left_alone()
    {
        await using TestHost host = await StartAsync(_ => { }, _time, roles: ErrandRoles.Janitor);
        DateTimeOffset start = _time.GetUtcNow();
        for (int i = 0; i < 3; i++)
        {
            await host.Store.AddStatsAsync(new StatBatch(Guid.NewGuid(), [new StatRow { Type = "t", Queue = "q", Submitted = 1 }]));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await host.TurnUntilAsync(OnceAsync(host, "FoldStats", async () => await SubmittedAsync() == 3), 30);
        int looks = host.Store.Calls("FoldStats");
        await host.TurnUntilAsync(Task.Delay(TimeSpan.FromHours(12), _time, Waiting.Stop), 60);

        Assert.InRange(host.Store.Calls("FoldStats") - looks, 1, 25);
        Assert.Equal(3, await SubmittedAsync());

        // Within the first second there is all of the first minute, once it is summed up.
        async Task<long> SubmittedAsync() =>
            (await host.Store.ListStatsAsync(start, start.AddSeconds(1), Waiting.Stop)).Sum(row => row.Submitted);
    }

    [Fact]
    public async Task What_fails_is_tried_again()
    {
        int depths = 2, folds = 2;
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () => 1), _time, roles: ErrandRoles.Janitor,
            before: method => (method == "WriteDepth" && --depths >= 0) || (method == "FoldStats" && --folds >= 0)
                ? throw new InvalidOperationException("odd")
                : Task.CompletedTask);
        await host.SubmitAsync("one");

        await host.TurnUntilAsync(OnceDepthIsAsync(host, depths => depths.Count > 0), 1);
        await host.TurnUntilAsync(OnceAsync(host, "FoldStats", () => Task.FromResult(host.Store.Calls("FoldStats") > 2)), 10);

        Assert.True(host.Log.Has(3004));
        Assert.True(host.Log.Has(3005));
    }

    private async Task<IReadOnlyList<DepthRow>> DepthsAsync(TestHost host) =>
    [
        .. (await host.Store.ListDepthAsync(DateTimeOffset.UnixEpoch, _time.GetUtcNow().AddDays(1), TimeSpan.FromSeconds(15), Waiting.Stop))
            .OrderBy(row => row.At),
    ];

    private Task OnceDepthIsAsync(TestHost host, Predicate<IReadOnlyList<DepthRow>> isSo) =>
        OnceAsync(host, "WriteDepth", async () => isSo(await DepthsAsync(host)));

    /// <summary>Looks whether something is so, now and after each call of a method of the store.</summary>
    private static async Task OnceAsync(TestHost host, string method, Func<Task<bool>> isSo)
    {
        while (true)
        {
            TaskCompletionSource called = Waiting.NewSignal();
            host.Store.After = name => _ = name == method && called.TrySetResult();
            if (await isSo())
            {
                return;
            }

            await called.Task.WaitAsync(Waiting.Stop);
        }
    }
}

public sealed class SqliteStatKeeperTests() : StatKeeperTests(StoreKind.Sqlite);

public sealed class PostgresStatKeeperTests() : StatKeeperTests(StoreKind.Postgres);
