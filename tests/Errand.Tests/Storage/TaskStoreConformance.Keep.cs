using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_kept_task_and_its_key_outlive_their_own_expiry()
    {
        (TaskId id, IdempotencyKey key) = await SubmitKeyedAsync();
        DateTimeOffset until = Now.AddHours(2);

        Assert.Equal(KeepVerdict.Kept, await Store.KeepAsync(id, new KeepRequest(until, "wörth it 😀")));

        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((until, new TaskKeep(until, "wörth it 😀")), (task.ExpiresAt, task.Kept));
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await Store.DeleteExpiredAsync(10)).Deleted);
        await IsReplayedAsync(id, key);
        Assert.Equal(until, (await Store.ClaimOneAsync(await Store.StartHandlerAsync())).Deadline);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Store.FindAsync(id));
        await Store.DeleteExpiredAsync(10);
    }

    [Fact]
    public async Task A_task_that_is_kept_forever_does_not_expire_and_runs_without_a_deadline()
    {
        (TaskId id, IdempotencyKey key) = await SubmitKeyedAsync();
        TaskId other = await Store.SubmitAsync(NewTask(ttl: TenMinutes, queue: "other"));

        Assert.Equal(KeepVerdict.Kept, await Store.KeepAsync(id, new KeepRequest(null, null)));
        Time.Advance(TimeSpan.FromDays(3650));

        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((TaskLimits.Forever, null, new TaskKeep(null, null)), (task.ExpiresAt, task.ShownExpiry, task.Kept));
        Assert.Null(await Store.FindAsync(other));
        Assert.Equal(1, (await Store.DeleteExpiredAsync(10)).Deleted);
        await IsReplayedAsync(id, key);
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal(TaskLimits.Forever - Now, claim.TimeLeft);
        Assert.Equal(OutcomeState.Succeeded, (await Store.FinishAsync(claim, Disposition.Succeeded)).Outcome);
        Assert.Equal(TaskChange.Changed, await Store.DeleteAsync(id));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public async Task A_task_that_is_not_kept_any_more_has_its_own_expiry_again_or_a_day(int minutes)
    {
        (TaskId id, IdempotencyKey key) = await SubmitKeyedAsync();
        await Store.KeepAsync(id, new KeepRequest(Now.AddHours(1), "first"));
        await Store.KeepAsync(id, new KeepRequest(null, "second"));
        Assert.Equal(new TaskKeep(null, "second"), (await Store.ViewAsync(id)).Kept);
        DateTimeOffset submitted = Now;
        Time.Advance(TimeSpan.FromMinutes(minutes));

        Assert.True(await Store.ReleaseAsync(id));

        DateTimeOffset expires = minutes < 10 ? submitted + TenMinutes : Now.AddHours(24);
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((expires, null), (task.ExpiresAt, task.Kept));
        Assert.True(await Store.ReleaseAsync(id));
        Assert.Equal(expires, (await Store.ViewAsync(id)).ExpiresAt);
        Time.Advance(expires - Now - TimeSpan.FromSeconds(1));
        await IsReplayedAsync(id, key);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Store.FindAsync(id));
        Assert.Equal(1, (await Store.DeleteExpiredAsync(10)).Deleted);
    }

    [Fact]
    public async Task A_task_can_be_kept_for_less_than_its_own_time_but_not_into_the_past()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TenMinutes));

        Assert.Equal(KeepVerdict.TooEarly, await Store.KeepAsync(id, new KeepRequest(Now, null)));
        Assert.Equal(KeepVerdict.TooEarly, await Store.KeepAsync(id, new KeepRequest(Now.AddDays(-1), null)));
        Assert.Equal((Now + TenMinutes, null), (await Store.ViewAsync(id)) is var task ? (task.ExpiresAt, task.Kept) : default);
        DateTimeOffset elsewhere = Now.AddMinutes(1).ToOffset(TimeSpan.FromHours(5));
        Assert.Equal(KeepVerdict.Kept, await Store.KeepAsync(id, new KeepRequest(elsewhere, null)));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Store.FindAsync(id));
        Assert.Equal(1, (await Store.DeleteExpiredAsync(10)).Deleted);
    }

    [Fact]
    public async Task What_is_not_there_is_not_kept()
    {
        TaskId expired = await Store.SubmitAsync(NewTask(ttl: TenMinutes));
        Time.Advance(TenMinutes);
        foreach (TaskId id in (TaskId[])[expired, new TaskId(999_999)])
        {
            Assert.Equal(KeepVerdict.Unknown, await Store.KeepAsync(id, new KeepRequest(null, "x")));
            Assert.False(await Store.ReleaseAsync(id));
        }
    }

    [Fact]
    public async Task A_kept_task_that_is_retried_lives_for_its_own_time_at_least_and_so_it_does_when_it_is_not_kept_any_more()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TenMinutes));
        await Store.CancelAsync(id);
        await Store.KeepAsync(id, new KeepRequest(Now.AddMinutes(9), null));
        Time.Advance(TimeSpan.FromMinutes(8));
        await Store.RetryAsync(id);
        Assert.Equal(Now + TenMinutes, (await Store.ViewAsync(id)).ExpiresAt);
        await Store.CancelAsync(id);
        await Store.KeepAsync(id, new KeepRequest(Now.AddHours(5), null));
        Time.Advance(TimeSpan.FromHours(1));
        await Store.RetryAsync(id);
        Assert.Equal(Now.AddHours(4), (await Store.ViewAsync(id)).ExpiresAt);

        await Store.ReleaseAsync(id);

        Assert.Equal(Now + TenMinutes, (await Store.ViewAsync(id)).ExpiresAt);
    }

    [Fact]
    public async Task A_run_that_has_begun_keeps_its_deadline()
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TenMinutes));
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        await Store.KeepAsync(id, new KeepRequest(null, null));
        Time.Advance(TenMinutes);

        Assert.Equal(0, (await Store.DeleteExpiredAsync(10)).ToldToStop);
        Assert.Equal(OutcomeState.Failed, (await Store.FinishAsync(claim, Disposition.Failed)).Outcome);
        Assert.NotNull(await Store.FindAsync(id));
    }

    [Fact]
    public async Task Whatever_several_ask_at_once_the_tasks_own_expiry_is_not_forgotten()
    {
        ITaskStore other = await OpenAsync();
        DateTimeOffset own = Now + TenMinutes;
        for (int round = 0; round < 10; round++)
        {
            TaskId id = await Store.SubmitAsync(NewTask(ttl: TenMinutes));
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
            {
                ITaskStore store = i % 2 == 0 ? Store : other;
                Assert.True(i % 3 == 0
                    ? await store.ReleaseAsync(id)
                    : await store.KeepAsync(id, new KeepRequest(Now.AddHours(i), null)) == KeepVerdict.Kept);
            })));

            await Store.ReleaseAsync(id);

            Assert.Equal((own, null), (await Store.ViewAsync(id)) is var task ? (task.ExpiresAt, task.Kept) : default);
        }
    }

    private async Task<(TaskId Id, IdempotencyKey Key)> SubmitKeyedAsync()
    {
        var key = new IdempotencyKey("me", "kept", new byte[32]);
        return (await Store.SubmitAsync(NewTask(ttl: TenMinutes, key: key)), key);
    }

    private async Task IsReplayedAsync(TaskId id, IdempotencyKey key)
    {
        SubmitAnswer again = Assert.Single(await Store.SubmitAsync(Batch(NewTask(ttl: TenMinutes, key: key))));
        Assert.Equal((SubmitVerdict.Replayed, id), (again.Verdict, again.Id));
    }
}
