using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_task_in_a_part_of_a_queue_belongs_to_the_queue()
    {
        TaskId ready = await Store.SubmitAsync(NewTask(queue: "whole"));
        TaskId later = await Store.SubmitAsync(NewTask(queue: "whole", delay: TimeSpan.FromSeconds(1)));
        foreach (string table in (string[])["task", "ready", "later"])
        {
            await RunAsync($"UPDATE {table} SET queue_id = (queue_id << 32) + 7");
        }

        Assert.Equal("whole", (await Store.ViewAsync(ready)).Queue);
        Assert.Equal(CancelVerdict.Done, await Store.CancelAsync(ready));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["whole"], (await Store.PromoteAsync(10)).Queues);
        Assert.Equal(TaskReason.Ready, (await Store.ViewAsync(later)).Reason);
    }

    [Fact]
    public async Task A_blocked_task_waits_and_is_not_run()
    {
        TaskId id = await SubmitBlockedAsync();
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((TaskState.Waiting, 0, null), (task.Status, task.Attempt, task.RunAt));
        Assert.Empty(await Store.ClaimAsync(await Store.StartHandlerAsync()));
        Assert.Empty((await Store.TickAsync([], Stop)).ReadyQueues);
        Assert.Empty(await Store.FindDoneAsync([id], Stop));
    }

    [Fact]
    public async Task A_blocked_task_is_cancelled_at_once()
    {
        TaskId id = await SubmitBlockedAsync();
        Assert.Equal(CancelVerdict.Done, await Store.CancelAsync(id));
        Assert.Equal(OutcomeState.Cancelled, (await Store.ViewAsync(id)).Outcome);
        Assert.Equal(CancelVerdict.AlreadyDone, await Store.CancelAsync(id));
        Assert.Empty(await FindMisplacedAsync());
    }

    [Fact]
    public async Task A_blocked_task_that_expires_is_deleted_and_never_finished()
    {
        TaskId id = await SubmitBlockedAsync();
        Time.Advance(TimeSpan.FromMinutes(62));
        Assert.Null(await Store.FindAsync(id));
        Assert.Equal(new DeleteExpiredAnswer(1, 1, 0, false, TimeSpan.Zero), await Store.DeleteExpiredAsync(10));
        Assert.Equal(0, await CountRowsAsync());
    }

    private async Task<TaskId> SubmitBlockedAsync()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromMinutes(1)));
        await RunAsync(StoreSql.Block(id, "ready"));
        return id;
    }
}
