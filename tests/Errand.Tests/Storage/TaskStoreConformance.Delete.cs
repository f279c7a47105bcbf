using System.Text;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Theory]
    [InlineData(Disposition.Succeeded)]
    [InlineData(Disposition.Failed)]
    internal async Task A_done_task_is_deleted_with_all_that_belongs_to_it_and_no_other(Disposition disposition)
    {
        TaskId other = await RunLoggedAsync("other", Disposition.Failed);
        await RunAsync("INSERT INTO kept (id, at, expires_at) SELECT id, created_at, expires_at FROM task");
        (long before, IReadOnlyList<TaskAttempt>? attempts) = (await CountRowsAsync(), await Store.FindAttemptsAsync(other, Stop));

        TaskId id = await RunLoggedAsync("mine", disposition);
        await RunAsync($"INSERT INTO kept (id, at, expires_at) SELECT id, created_at, expires_at FROM task WHERE id = {id}");
        Assert.Equal(TaskChange.Changed, await Store.DeleteAsync(id));

        Assert.Null(await Store.FindAsync(id));
        Assert.Null(await Store.FindAttemptsAsync(id, Stop));
        Assert.Null(await Store.OpenResultAsync(id, Stop));
        Assert.Equal([id], await Store.FindDoneAsync([id], Stop));
        Assert.Equal(TaskChange.UnknownTask, await Store.DeleteAsync(id));
        Assert.Equal(CancelVerdict.Unknown, await Store.CancelAsync(id));
        // Only the receipt of its submission is left, which says nothing of it.
        Assert.Equal(before + 1, await CountRowsAsync());
        Assert.Equal(attempts, await Store.FindAttemptsAsync(other, Stop));
        Assert.Equal(2, (await Store.FindLogAsync(other, Stop)).Count);
        Assert.True(await RunLoggedAsync("mine", disposition) > id);
    }

    [Fact]
    public async Task A_task_that_waits_or_runs_is_not_deleted()
    {
        TaskId running = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        TaskId ready = await Store.SubmitAsync(NewTask());
        TaskId later = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromMinutes(1)));
        TaskId blocked = await SubmitBlockedAsync();
        await Store.CancelAsync(running);

        foreach (TaskId id in (TaskId[])[running, ready, later, blocked])
        {
            Assert.Equal(TaskChange.NotFinished, await Store.DeleteAsync(id));
            Assert.NotNull(await Store.FindAsync(id));
        }

        await Store.FinishAsync(claim, Disposition.Failed);
        Assert.Equal(TaskChange.Changed, await Store.DeleteAsync(running));
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(claim, Disposition.Failed)).Verdict);
        await Store.ReportAsync([new ReportRequest(claim.Key(), 1, "late", [new TaskLogLine(1, 1, Now, LogLevel.Error, "late")])]);
        Assert.Empty(await Store.FindLogAsync(running, Stop));
    }

    [Fact]
    public async Task A_task_that_is_not_there_or_has_expired_cannot_be_deleted()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromMinutes(1)));
        await Store.CancelAsync(id);
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TaskChange.UnknownTask, await Store.DeleteAsync(id));
        Assert.Equal(TaskChange.UnknownTask, await Store.DeleteAsync(new TaskId(999_999)));
        Assert.Equal(1, (await Store.DeleteExpiredAsync(10)).Deleted);
    }

    [Fact]
    public async Task The_parts_of_a_deleted_result_go_with_the_next_sweeps()
    {
        byte[] result = Encoding.UTF8.GetBytes($"\"{new string('x', (2 * ResultParts.Size) + 5)}\"");
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.FinishAsync(claim, await Store.StoreResultAsync(result));

        Assert.Equal(TaskChange.Changed, await Store.DeleteAsync(id));
        Assert.Null(await Store.OpenResultAsync(id, Stop));
        while ((await Store.DeleteExpiredAsync(10)).More)
        {
            // To the end of the sweep.
        }

        // Only the receipt is left.
        Assert.Equal(1, await CountRowsAsync());
    }

    [Fact]
    public async Task Of_several_that_delete_a_task_one_does()
    {
        ITaskStore other = await OpenAsync();
        for (int round = 0; round < 10; round++)
        {
            TaskId id = await Store.SubmitAsync(NewTask());
            await Store.CancelAsync(id);

            TaskChange[] changes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
                Task.Run(() => (i % 2 == 0 ? Store : other).DeleteAsync(id))));

            Assert.Single(changes, change => change == TaskChange.Changed);
            Assert.Equal(5, changes.Count(change => change == TaskChange.UnknownTask));
        }
    }

    /// <summary>A task with an idempotency key, two attempts and two log lines.</summary>
    private async Task<TaskId> RunLoggedAsync(string key, Disposition disposition)
    {
        TaskId id = await Store.SubmitAsync(NewTask(key: new IdempotencyKey("me", key, new byte[32])));
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(await ClaimLoggedAsync(), Disposition.HandBack);
        await Store.FinishAsync(await ClaimLoggedAsync(), disposition);
        return id;

        async Task<TaskClaim> ClaimLoggedAsync()
        {
            TaskClaim claim = await Store.ClaimOneAsync(handler);
            var line = new TaskLogLine(claim.Attempt, 1, Now, LogLevel.Information, "line");
            await Store.ReportAsync([new ReportRequest(claim.Key(), null, null, [line])]);
            return claim;
        }
    }
}
