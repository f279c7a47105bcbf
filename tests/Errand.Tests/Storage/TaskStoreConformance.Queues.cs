using Errand.Storage.Messages;
using Errand.Storage.Views;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_queue_tells_what_is_ready_what_waits_for_an_instant_and_what_runs()
    {
        await Store.SubmitAsync(NewTask(queue: "b"));
        DateTimeOffset start = Now;
        TaskId first = await Store.SubmitAsync(NewTask(queue: "a"));
        Time.Advance(TimeSpan.FromSeconds(1));
        TaskId urgent = await Store.SubmitAsync(NewTask(queue: "a", priority: 5));
        await Store.SubmitAsync(NewTask(queue: "a", delay: TimeSpan.FromMinutes(1)));
        MemberId handler = await Store.StartHandlerAsync();

        QueueFacts before = Assert.Single(await Store.ListQueuesAsync("a", Stop));
        await Store.ClaimAsync(handler, queue: "a");
        QueueFacts after = Assert.Single(await Store.ListQueuesAsync("a", Stop));

        Assert.Equal(("a", false, 2, urgent, 1, 0, true), Describe(before));
        Assert.Equal(("a", false, 1, first, 1, 1, true), Describe(after));
        Assert.InRange(after.OldestReadyAt!.Value - start, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a", "b"], (await Store.ListQueuesAsync(null, Stop)).Select(queue => queue.Name));
        Assert.Empty(await Store.ListQueuesAsync("c", Stop));
        await Store.ClaimAsync(handler, queue: "a");
        QueueFacts empty = Assert.Single(await Store.ListQueuesAsync("a", Stop));
        Assert.Equal((0, null, null), (empty.Ready, empty.Head, empty.OldestReadyAt));
    }

    [Fact]
    public async Task The_head_of_a_queue_is_a_task_that_can_still_be_claimed()
    {
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        TaskId second = await Store.SubmitAsync(NewTask());
        Time.Advance(TimeSpan.FromSeconds(2));

        QueueFacts queue = Assert.Single(await Store.ListQueuesAsync("q", Stop));

        Assert.Equal(second, queue.Head);
        Assert.Equal(second, (await Store.ClaimOneAsync(await Store.StartHandlerAsync())).Id);
    }

    [Fact]
    public async Task What_is_in_a_queue_is_counted_to_ten_thousand()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, QueueFacts.MaxCount).Select(_ => NewTask())]));
        Assert.Equal((QueueFacts.MaxCount, true), CountOf(await Store.ListQueuesAsync("q", Stop)));
        await Store.SubmitAsync(NewTask());
        Assert.Equal((QueueFacts.MaxCount, false), CountOf(await Store.ListQueuesAsync("q", Stop)));

        static (int Ready, bool IsExact) CountOf(IReadOnlyList<QueueFacts> queues) => (queues[0].Ready, queues[0].IsExact);
    }

    [Fact]
    public async Task The_head_of_a_queue_is_looked_for_among_as_many_tasks_as_are_counted()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, QueueFacts.MaxCount).Select(_ => NewTask(ttl: TimeSpan.FromSeconds(1)))]));
        TaskId living = await Store.SubmitAsync(NewTask());
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(living, (await Store.ListQueuesAsync("q", Stop))[0].Head);

        await Store.SubmitAsync(NewTask(priority: 1, ttl: TimeSpan.FromSeconds(1)));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await Store.ListQueuesAsync("q", Stop))[0].Head);
    }

    [Fact]
    public async Task Nothing_of_a_paused_queue_is_claimed_until_it_is_resumed()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.SubmitAsync(NewTask(queue: "other"));
        MemberId handler = await Store.StartHandlerAsync();

        Assert.True(await Store.SetPausedAsync("q", true));
        Assert.True(await Store.SetPausedAsync("q", true));
        Assert.Empty(await Store.ClaimAsync(handler));
        Assert.Equal(TaskReason.Paused, (await Store.ViewAsync(id)).Reason);
        Assert.Equal(["other"], (await Store.TickAsync([], Stop)).ReadyQueues);
        Assert.Equal([false, true], (await Store.ListQueuesAsync(null, Stop)).Select(queue => queue.IsPaused));
        Assert.Single(await Store.ClaimAsync(handler, queue: "other"));

        Assert.True(await Store.SetPausedAsync("q", false));
        Assert.True(await Store.SetPausedAsync("q", false));
        Assert.Equal(id, (await Store.ClaimOneAsync(handler)).Id);
        Assert.False(await Store.SetPausedAsync("nope", true));
        Assert.False(await Store.SetPausedAsync("nope", false));
    }

    private static (string Name, bool IsPaused, int Ready, TaskId? Head, int Later, int Running, bool IsExact) Describe(QueueFacts queue) =>
        (queue.Name, queue.IsPaused, queue.Ready, queue.Head, queue.Later, queue.Running, queue.IsExact);
}
