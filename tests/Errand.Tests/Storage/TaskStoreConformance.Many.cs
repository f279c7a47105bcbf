using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Many tasks changed at once, each as if it were alone.</summary>
public abstract partial class TaskStoreConformance
{
    private static readonly TaskId Nobody = new(999_999);

    [Fact]
    public async Task Of_many_that_are_cancelled_each_gets_its_own_verdict()
    {
        Mixture mix = await MixAsync();

        IReadOnlyList<CancelAnswer> answers = await Store.CancelAsync(
            [mix.Failed, mix.Later, Nobody, mix.Running, mix.Blocked, mix.Succeeded, mix.Ready]);

        Assert.Equal(
            [
                CancelVerdict.AlreadyDone, CancelVerdict.Done, CancelVerdict.Unknown, CancelVerdict.Signalled, CancelVerdict.Done,
                CancelVerdict.AlreadyDone, CancelVerdict.Done,
            ],
            answers.Select(answer => answer.Verdict));
        foreach (TaskId id in (TaskId[])[mix.Later, mix.Blocked, mix.Ready])
        {
            Assert.Equal(OutcomeState.Cancelled, (await Store.ViewAsync(id)).Outcome);
        }

        Assert.Equal(TaskReason.Cancelling, (await Store.ViewAsync(mix.Running)).Reason);
        Assert.Equal(OutcomeState.Failed, (await Store.ViewAsync(mix.Failed)).Outcome);
    }

    [Fact]
    public async Task Of_many_that_are_retried_those_go_back_to_their_queues_that_did_not_succeed()
    {
        Mixture mix = await MixAsync();
        TaskId keyed = await Store.SubmitAsync(NewTask(queue: "keyed", key: new IdempotencyKey("me", "k", new byte[32])));
        await Store.CancelAsync(keyed);
        await Store.KeepAsync(mix.Failed, new KeepRequest(Now.AddHours(1), null));

        IReadOnlyList<RetryAnswer> answers = await Store.RetryAsync([keyed, mix.Running, mix.Succeeded, mix.Failed, Nobody, mix.Ready]);

        Assert.Equal(
            [
                new RetryAnswer(TaskChange.Changed, "keyed"), new RetryAnswer(TaskChange.NotFinished), new RetryAnswer(TaskChange.Succeeded),
                new RetryAnswer(TaskChange.Changed, "q"), new RetryAnswer(TaskChange.UnknownTask), new RetryAnswer(TaskChange.NotFinished),
            ],
            answers);
        Assert.Equal((TaskState.Waiting, 1), ((await Store.ViewAsync(keyed)).Status, (await Store.ViewAsync(keyed)).Attempt));
        Assert.Equal(Now.AddDays(7), (await Store.ViewAsync(mix.Failed)).ExpiresAt);
        MemberId handler = await Store.StartHandlerAsync();
        Assert.Equal(keyed, Assert.Single(await Store.ClaimAsync(handler, 9, queue: "keyed")).Id);
        TaskClaim[] claims = [.. (await Store.ClaimAsync(handler, 9)).OrderBy(claim => claim.Id)];
        Assert.Equal([mix.Failed, mix.Ready], claims.Select(claim => claim.Id).Order());
        TaskClaim failed = Array.Find(claims, claim => claim.Id == mix.Failed)!;
        Assert.Equal((2, 2), (failed.Attempt, failed.TriesLeft));
        Assert.Equal(
            new SubmitAnswer(SubmitVerdict.Replayed, keyed).Id,
            Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: new IdempotencyKey("me", "k", new byte[32]))))).Id);
    }

    [Fact]
    public async Task Of_many_that_are_deleted_those_go_that_are_done()
    {
        Mixture mix = await MixAsync();

        IReadOnlyList<TaskChange> changes = await Store.DeleteAsync([mix.Running, mix.Succeeded, Nobody, mix.Failed, mix.Later]);

        Assert.Equal(
            [TaskChange.NotFinished, TaskChange.Changed, TaskChange.UnknownTask, TaskChange.Changed, TaskChange.NotFinished], changes);
        Assert.Null(await Store.FindAsync(mix.Succeeded));
        Assert.Null(await Store.FindAsync(mix.Failed));
        Assert.Equal(TaskState.Running, (await Store.ViewAsync(mix.Running)).Status);
    }

    [Fact]
    public async Task Many_are_kept_whatever_their_state_and_their_keys_with_them()
    {
        Mixture mix = await MixAsync();
        TaskId keyed = await Store.SubmitAsync(NewTask(key: new IdempotencyKey("me", "k", new byte[32]), ttl: TimeSpan.FromMinutes(1)));
        TaskId[] there = [mix.Running, mix.Succeeded, mix.Later, mix.Blocked, mix.Ready, mix.Failed, keyed];

        IReadOnlyList<KeepVerdict> kept = await Store.KeepAsync([Nobody, .. there], new KeepRequest(Now.AddDays(30), "why"));
        IReadOnlyList<KeepVerdict> late = await Store.KeepAsync([Nobody, .. there], new KeepRequest(Now, "late"));

        Assert.Equal([KeepVerdict.Unknown, .. there.Select(_ => KeepVerdict.Kept)], kept);
        Assert.Equal([KeepVerdict.Unknown, .. there.Select(_ => KeepVerdict.TooEarly)], late);
        foreach (TaskId id in there)
        {
            TaskRecord task = await Store.ViewAsync(id);
            Assert.Equal((Now.AddDays(30), new TaskKeep(Now.AddDays(30), "why")), (task.ExpiresAt, task.Kept));
        }

        Time.Advance(TimeSpan.FromDays(20));
        SubmitAnswer replay = Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: new IdempotencyKey("me", "k", new byte[32])))));
        Assert.Equal((SubmitVerdict.Replayed, keyed), (replay.Verdict, replay.Id));
    }

    [Fact]
    public async Task A_hundred_tasks_are_taken_through_all_changes_together()
    {
        TaskId[] ids =
        [
            .. (await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 100).Select(i => NewTask(
                queue: i % 2 == 0 ? "q" : "other", priority: i % 3, delay: i % 4 == 0 ? TimeSpan.FromHours(1) : null,
                key: i % 5 == 0 ? new IdempotencyKey("me", $"k{i}", new byte[32]) : null))]))).Select(answer => answer.Id),
        ];

        Assert.All(await Store.CancelAsync(ids), answer => Assert.Equal(CancelVerdict.Done, answer.Verdict));
        Assert.All(await Store.RetryAsync(ids), answer => Assert.Equal(TaskChange.Changed, answer.Change));
        Assert.Empty(await FindMisplacedAsync());
        Assert.All(await Store.CancelAsync(ids), answer => Assert.Equal(CancelVerdict.Done, answer.Verdict));
        Assert.All(await Store.KeepAsync(ids, new KeepRequest(null, null)), verdict => Assert.Equal(KeepVerdict.Kept, verdict));
        Assert.All(await Store.DeleteAsync(ids), change => Assert.Equal(TaskChange.Changed, change));
        await RunAsync("DELETE FROM receipt");
        Assert.Equal(0, await CountRowsAsync());
    }

    /// <summary>A task in each place.</summary>
    private async Task<Mixture> MixAsync()
    {
        MemberId handler = await Store.StartHandlerAsync();
        var claims = new TaskClaim[3];
        for (int i = 0; i < claims.Length; i++)
        {
            await Store.SubmitAsync(NewTask());
            claims[i] = await Store.ClaimOneAsync(handler);
        }

        await Store.FinishAsync(claims[0], Disposition.Succeeded);
        await Store.FinishAsync(claims[1], Disposition.Failed);
        TaskId blocked = await SubmitBlockedAsync();
        return new Mixture(
            await Store.SubmitAsync(NewTask()), await Store.SubmitAsync(NewTask(delay: TimeSpan.FromHours(1))), blocked, claims[2].Id,
            claims[0].Id, claims[1].Id);
    }

    private sealed record Mixture(TaskId Ready, TaskId Later, TaskId Blocked, TaskId Running, TaskId Succeeded, TaskId Failed);
}
