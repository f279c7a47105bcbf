using System.Buffers;
using Errand.Handler.Running;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Handler;

/// <summary>Results that are stored in parts before their outcome.</summary>
public abstract class LargeResultTests(StoreKind kind) : OnEveryStore(kind)
{
    private const int Size = 1_500_000;

    [Fact]
    public async Task A_large_result_is_stored_through_trouble_with_the_store()
    {
        await using TestHost host = await StartAsync(Map);
        int calls = 0;
        // Neither before a part is stored, nor after.
        host.Store.Before = method =>
            method == "StoreParts" && ++calls is 1 or 3 ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        host.Store.After = method =>
        {
            if (method == "StoreParts" && calls is 2 or 4)
            {
                throw new OutcomeUnknownException("gone");
            }
        };
        TaskView task = await host.DoneAsync(await host.SubmitAsync("large")).Soon();
        AssertLarge(task);
        Assert.Equal(6, calls);
        Assert.Equal(4, host.Log.Lines.Count(line => line.Event == 2024));
    }

    [Fact]
    public async Task A_large_result_is_left_out_of_a_task_where_a_caller_says_so()
    {
        await using TestHost host = await StartAsync(Map);
        TaskId id = await host.SubmitAsync("large");
        AssertLarge(await host.DoneAsync(id).Soon());
        TaskView task = (await host.Tasks.FindAsync(id, maxResultBytes: Size, Waiting.Stop))!;
        Assert.Equal((OutcomeState.Succeeded, null), (task.Outcome, task.Result));
        Assert.InRange(task.ResultBytes!.Value, Size + 1, int.MaxValue);
        AssertLarge((await host.Tasks.FindAsync(id, task.ResultBytes.Value, Waiting.Stop))!);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Tasks.FindAsync(id, maxResultBytes: -1, Waiting.Stop));
    }

    [Fact]
    public async Task Other_outcomes_are_recorded_while_a_large_result_is_stored()
    {
        await using TestHost host = await StartAsync(Map);
        TaskCompletionSource goOn = Waiting.NewSignal();
        host.Store.Before = method => method == "StoreParts" ? goOn.Task : Task.CompletedTask;
        TaskId large = await host.SubmitAsync("large");
        Assert.Equal(3, (await host.DoneAsync(await host.SubmitAsync("small")).Soon()).Result!.Value.GetInt32());
        Assert.Equal(TaskState.Running, (await host.Tasks.FindAsync(large, Waiting.Stop))!.Status);
        goOn.SetResult();
        AssertLarge(await host.DoneAsync(large).Soon());
    }

    [Fact]
    public async Task A_result_that_was_deleted_before_its_outcome_is_stored_again()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        bool isDeleted = false;
        host.Store.Before = async method =>
        {
            if (method == "Finish" && !isDeleted)
            {
                isDeleted = true;
                await store.RunAsync("DELETE FROM blob_part; DELETE FROM blob");
            }
        };
        AssertLarge(await host.DoneAsync(await host.SubmitAsync("large")).Soon());
        Assert.True(isDeleted);
        Assert.Contains(host.Log.Lines, line => line.Event == 2026);
    }

    [Fact]
    public async Task A_result_that_was_deleted_between_two_of_its_parts_is_stored_from_its_beginning()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        int calls = 0;
        host.Store.Before = async method =>
        {
            if (method == "StoreParts" && ++calls == 2)
            {
                await store.RunAsync("DELETE FROM blob_part; DELETE FROM blob");
            }
        };
        AssertLarge(await host.DoneAsync(await host.SubmitAsync("large")).Soon());
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task A_store_that_hangs_is_abandoned_when_the_process_must_end()
    {
        await using TestStore place = await CreateStoreAsync();
        await using WatchedStore store = place.Connect(NullLoggerFactory.Instance);
        store.Before = _ => Task.Delay(Timeout.Infinite, Waiting.Stop);
        using var abandon = new CancellationTokenSource();
        var results = new LargeResults(store, TimeProvider.System, NullLogger.Instance, abandon.Token);
        Task<BlobId> storing = results.StoreAsync(new ReadOnlySequence<byte>(new byte[Size]));
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing.Soon());
    }

    private static void Map(ErrandBuilder errand)
    {
        errand.MapTask("large", () => new string('x', Size));
        errand.MapTask("small", () => 3);
    }

    private static void AssertLarge(TaskView task)
    {
        Assert.Equal(OutcomeState.Succeeded, task.Outcome);
        Assert.Equal(new string('x', Size), task.Result!.Value.GetString());
    }
}

public sealed class SqliteLargeResultTests() : LargeResultTests(StoreKind.Sqlite);

public sealed class PostgresLargeResultTests() : LargeResultTests(StoreKind.Postgres);
