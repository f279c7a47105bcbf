using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task An_expired_task_is_gone_at_once_for_every_reader()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(10)));
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.ReportAsync([new ReportRequest(claim.Key(), 1, null, [new TaskLogLine(1, 1, Now, LogLevel.Information, "x")])]);
        await Store.FinishAsync(claim, Disposition.Succeeded);
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await Store.FindAsync(id));
        Assert.Null(await Store.OpenResultAsync(id, Stop));
        Assert.Empty(await Store.FindLogAsync(id, Stop));
        Assert.Equal(CancelVerdict.Unknown, await Store.CancelAsync(id));
    }

    [Fact]
    public async Task Expired_tasks_are_deleted_with_all_that_belongs_to_them()
    {
        var ttl = TimeSpan.FromMinutes(2);
        var key = new IdempotencyKey("me", "k", HashA);
        await Store.SubmitAsync(
            Batch(NewTask(ttl: ttl, key: key), NewTask(ttl: ttl), NewTask(ttl: ttl), NewTask(ttl: ttl, delay: TimeSpan.FromMinutes(1))));
        MemberId handler = await Store.StartHandlerAsync();
        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(handler, 2);
        await Store.ReportAsync([new ReportRequest(claims[0].Key(), 1, null, [new TaskLogLine(1, 1, Now, LogLevel.Information, "x")])]);
        await Store.FinishAsync([End(claims[0], Disposition.Succeeded), End(claims[1], Disposition.Failed)]);
        Time.Advance(ttl);

        Assert.Equal(new DeleteExpiredAnswer(3, 1, 0, true, TimeSpan.Zero), await Store.DeleteExpiredAsync(3));
        Assert.Equal(new DeleteExpiredAnswer(1, 1, 0, false, TimeSpan.Zero), await Store.DeleteExpiredAsync(3));
        Assert.Equal(new DeleteExpiredAnswer(0, 0, 0, false, TimeSpan.Zero), await Store.DeleteExpiredAsync(3));
        Time.Advance(TimeSpan.FromMinutes(61));
        await Store.DeleteExpiredAsync(3);
        Assert.Equal(0, await CountRowsAsync());
    }

    [Fact]
    public async Task An_expired_run_is_told_to_stop_and_goes_when_it_has()
    {
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(10)));
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new DeleteExpiredAnswer(0, 0, 1, true, TimeSpan.Zero), await Store.DeleteExpiredAsync(1));
        Assert.Equal(new DeleteExpiredAnswer(0, 0, 0, false, TimeSpan.Zero), await Store.DeleteExpiredAsync(1));
        Assert.Equal([claim.Key()], Store.Beat(handler, claim.Key()).Cancelled);
        await Store.FinishAsync(claim, Disposition.Failed);
        Assert.Equal(new DeleteExpiredAnswer(1, 0, 0, false, TimeSpan.Zero), await Store.DeleteExpiredAsync(10));
    }

    [Fact]
    public async Task A_full_batch_tells_how_far_it_got()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(1, 4).Select(i => NewTask(ttl: TimeSpan.FromSeconds(i)))]));
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((true, TimeSpan.FromSeconds(8)), await DeleteTwoAsync());
        Assert.Equal((true, TimeSpan.FromSeconds(6)), await DeleteTwoAsync());
        Assert.Equal((false, TimeSpan.Zero), await DeleteTwoAsync());

        async Task<(bool, TimeSpan)> DeleteTwoAsync() =>
            await Store.DeleteExpiredAsync(2) is var report ? (report.More, report.Lag) : default;
    }

    [Fact]
    public async Task A_run_that_ends_behind_a_sweep_is_deleted_by_the_next()
    {
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.SubmitAsync(Batch([.. Enumerable.Range(2, 4).Select(i => NewTask(ttl: TimeSpan.FromSeconds(i)))]));
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, (await Store.DeleteExpiredAsync(2)).ToldToStop);
        await Store.FinishAsync(claim, Disposition.Failed);
        while ((await Store.DeleteExpiredAsync(2)).More)
        {
            // To the end of the sweep.
        }

        await Store.DeleteExpiredAsync(2);
        Assert.Null((await Store.CheckHealthAsync(Stop)).OldestExpired);
    }

    [Fact]
    public async Task What_has_not_expired_stays()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromDays(3650)));
        Time.Advance(TimeSpan.FromDays(3649));
        Assert.Equal(0, (await Store.DeleteExpiredAsync(10)).Deleted);
        Assert.NotNull(await Store.FindAsync(id));
    }

    [Fact]
    public async Task Ids_are_never_given_twice()
    {
        TaskId first = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.DeleteExpiredAsync(10);
        Assert.True(await Store.SubmitAsync(NewTask()) > first);
    }

    [Fact]
    public async Task What_was_stored_is_there_after_reopening()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.DisposeAsync();
        ITaskStore again = await OpenAsync();
        Assert.NotNull(await again.FindAsync(id));
    }

    [Fact]
    public async Task A_change_by_another_process_is_noticed()
    {
        ITaskStore other = await OpenAsync();
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        other.Changed += _ => noticed.TrySetResult();
        await Store.SubmitAsync(NewTask());
        await noticed.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }
}
