using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>What later versions may do with the store.</summary>
public abstract partial class TaskStoreConformance
{
    /// <summary>Tables that hold a row per task for as long as it is kept may be cut into ranges of ids.</summary>
    [Fact]
    public async Task Large_tables_could_be_partitioned_by_id()
    {
        string[] expected = ["attempt_log.id", "blob.id", "blob_part.blob_id", "outcome.id", "task.id", "task_log.id"];
        string[] tables = Array.ConvertAll(expected, static key => key.Split('.')[0]);

        IReadOnlyList<string> keys = await FindUniqueKeysAsync();

        Assert.Equal(
            expected, keys.Where(key => tables.Contains(key.Split('.')[0])).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0, await CountForeignKeysAsync());
    }

    [Fact]
    public async Task What_is_kept_with_a_task_goes_with_it()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromMinutes(1)));
        await Store.SubmitAsync(NewTask());
        await RunAsync("""
            INSERT INTO kept (id, until, note, by, at, expires_at) SELECT id, NULL, 'good', 'me', created_at, expires_at FROM task
            """);
        long before = await CountRowsAsync();
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await Store.DeleteExpiredAsync(10)).Deleted);

        Assert.Null(await Store.FindAsync(id));
        // The task, where it was, and that it was kept.
        Assert.Equal(before - 3, await CountRowsAsync());
    }

    [Fact]
    public async Task A_kind_of_attempt_of_a_later_version_is_stored_and_passed_over()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.FinishAsync(claim, Disposition.Retry);
        await RunAsync("UPDATE attempt_log SET kind = 99");

        Assert.Null((await Store.ViewAsync(id)).Error);
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(claim, Disposition.Retry)).Verdict);
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync("UPDATE attempt_log SET kind = 100"));
    }

    [Fact]
    public async Task A_result_whose_parts_are_not_there_is_none()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.FinishAsync(await Store.ClaimOneAsync(await Store.StartHandlerAsync()), Disposition.Succeeded);
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync("UPDATE outcome SET result = NULL"));
        await RunAsync("UPDATE outcome SET result = NULL, blob_id = 7");

        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((OutcomeState.Succeeded, null), (task.Outcome, task.ResultBytes));
        Assert.Null(await Store.OpenResultAsync(id, Stop));
        Assert.Equal(CancelVerdict.AlreadyDone, await Store.CancelAsync(id));
    }
}
