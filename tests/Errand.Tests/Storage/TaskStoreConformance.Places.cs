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
}
