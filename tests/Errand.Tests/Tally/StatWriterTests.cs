using Errand.Storage.Stats;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Tally;

/// <summary>What a whole process counts, and when it writes that down.</summary>
public abstract class StatWriterTests(StoreKind kind) : OnEveryStore(kind)
{
    private const string Writes = "AddStats";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task Each_task_counts_once_as_submitted_and_once_as_it_ends()
    {
        await using TestHost host = await StartAsync(Map, _time);
        await host.Tasks.SubmitAsync([new NewTask("one"), new NewTask("one")], Waiting.Stop).Soon();
        TaskId succeeded = await host.SubmitAsync("one");
        TaskId failed = await host.SubmitAsync("fail", null, new SubmitOptions { MaxAttempts = 2 });
        TaskId cancelled = await host.SubmitAsync("one", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) });
        await host.SubmitAsync("one", null, new SubmitOptions { IdempotencyKey = "k", Queue = "other" });
        await host.SubmitAsync("one", null, new SubmitOptions { IdempotencyKey = "k", Queue = "other" });
        await host.Tasks.CancelAsync(cancelled);
        await host.Tasks.CancelAsync(cancelled);
        await host.TurnUntilAsync(Task.WhenAll(host.DoneAsync(succeeded), host.DoneAsync(failed)));

        IReadOnlyList<StatRow> rows = await UntilAsync(host, rows => rows.Sum(row => row.Finished) == 6);

        Assert.Equal(
            [
                ("fail", "default", null, 1, 0), ("fail", "default", OutcomeState.Failed, 0, 1), ("one", "default", null, 4, 0),
                ("one", "default", OutcomeState.Succeeded, 0, 3), ("one", "default", OutcomeState.Cancelled, 0, 1), ("one", "other", null, 1, 0),
                ("one", "other", OutcomeState.Succeeded, 0, 1),
            ],
            rows.Select(row => (row.Type, row.Queue, row.Outcome, row.Submitted, row.Finished)).Order());
        Assert.All(
            rows.Where(row => row.Outcome is OutcomeState.Succeeded or OutcomeState.Failed),
            row => Assert.True(row.Run is not null && row.Wait is not null));
    }

    [Fact]
    public async Task An_end_counts_once_although_its_answer_was_lost()
    {
        int lost = 2;
        await using TestHost host = await StartAsync(Map, _time);
        host.Store.After = method =>
        {
            if (method == "Finish" && Interlocked.Decrement(ref lost) >= 0)
            {
                throw new OutcomeUnknownException("The answer was lost.");
            }
        };
        await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("one")));
        await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("fail", null, new SubmitOptions { MaxAttempts = 1 })));

        IReadOnlyList<StatRow> rows = await UntilAsync(host, rows => rows.Sum(row => row.Finished) >= 2);

        Assert.Equal(
            [(OutcomeState.Succeeded, 1L), (OutcomeState.Failed, 1)],
            rows.Where(row => row.Outcome is not null).Select(row => (row.Outcome!.Value, row.Finished)).Order());
    }

    [Fact]
    public async Task What_was_written_counts_once_although_the_answer_was_lost()
    {
        int lost = 2;
        await using TestHost host = await StartAsync(Map, _time, roles: ErrandRoles.Janitor);
        host.Store.After = method =>
        {
            if (method == Writes && Interlocked.Decrement(ref lost) >= 0)
            {
                throw new OutcomeUnknownException("The answer was lost.");
            }
        };
        await host.SubmitAsync("one");
        await host.TurnUntilAsync(Until(() => host.Store.Calls(Writes) >= 2), 1);
        await host.SubmitAsync("one");

        Assert.Equal(2, Assert.Single(await UntilAsync(host, rows => rows.Sum(row => row.Submitted) >= 2)).Submitted);
        Assert.True(host.Log.Has(6001));
    }

    [Fact]
    public async Task While_the_store_is_away_the_counts_are_kept()
    {
        bool isAway = true;
        await using TestHost host = await StartAsync(
            Map, _time, roles: ErrandRoles.Janitor,
            before: method => isAway && method == Writes ? throw new StoreUnavailableException("It is away.") : Task.CompletedTask);
        await host.SubmitAsync("one");
        await host.TurnUntilAsync(Until(() => host.Store.Calls(Writes) >= 3), 1);
        await host.SubmitAsync("one");
        await host.TurnUntilAsync(Until(() => host.Store.Calls(Writes) >= 6), 1);
        Assert.Empty(await RowsAsync(host));
        isAway = false;

        Assert.Single(await UntilAsync(host, rows => rows.Sum(row => row.Submitted) >= 2));
        Assert.Equal(2, Assert.Single(await RowsAsync(host)).Submitted);
    }

    [Fact]
    public async Task A_stop_writes_down_what_was_counted_until_then()
    {
        await using TestStore store = await CreateStoreAsync(_time);
        await using (TestHost host = await StartAsync(Map, _time, store: store))
        {
            await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("one")));
            await host.SubmitAsync("one");
            await host.TurnUntilAsync(host.StopAsync());
        }

        await using TestHost next = await StartAsync(Map, _time, store: store, roles: ErrandRoles.Janitor);
        IReadOnlyList<StatRow> rows = await RowsAsync(next);
        int waiting = (await next.Store.CountTasksAsync(Waiting.Stop)).Ready;
        Assert.Equal((2, 2), (rows.Sum(row => row.Submitted), rows.Sum(row => row.Finished) + waiting));
    }

    [Fact]
    public async Task Nothing_is_written_while_there_is_nothing_to_count()
    {
        await using TestHost host = await StartAsync(Map, _time);
        await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("one")));
        await UntilAsync(host, rows => rows.Sum(row => row.Finished) == 1);
        await host.TurnUntilAsync(Until(() => host.Store.Calls("WriteDepth") > 0), 1);
        int before = host.Store.Calls(Writes), depths = host.Store.Calls("WriteDepth");
        DateTimeOffset start = _time.GetUtcNow();

        await host.TurnUntilAsync(Until(() => _time.GetUtcNow() - start > TimeSpan.FromMinutes(10)), 5);

        Assert.InRange(host.Store.Calls(Writes) - before, 0, 1);
        Assert.InRange(host.Store.Calls("WriteDepth") - depths, 0, 2);
    }

    private static void Map(ErrandBuilder errand)
    {
        errand.MapTask("one", () => 1);
        errand.MapTask("fail", void () => throw new InvalidOperationException("boom"));
    }

    private Task<IReadOnlyList<StatRow>> RowsAsync(TestHost host) =>
        host.Store.ListStatsAsync(DateTimeOffset.UnixEpoch, _time.GetUtcNow().AddDays(1), Waiting.Stop);

    private async Task<IReadOnlyList<StatRow>> UntilAsync(TestHost host, Predicate<IReadOnlyList<StatRow>> isGood)
    {
        IReadOnlyList<StatRow> rows = [];
        await host.TurnUntilAsync(LookAsync(), 1);
        return rows;

        async Task LookAsync()
        {
            while (!isGood(rows = await RowsAsync(host)))
            {
                await Task.Delay(5, Waiting.Stop);
            }
        }
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(5, Waiting.Stop);
        }
    }
}

public sealed class SqliteStatWriterTests() : StatWriterTests(StoreKind.Sqlite);

public sealed class PostgresStatWriterTests() : StatWriterTests(StoreKind.Postgres);
