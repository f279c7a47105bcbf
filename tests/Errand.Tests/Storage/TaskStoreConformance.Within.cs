using System.Data.Common;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task Tasks_of_a_callers_transaction_are_like_all_others_once_it_has_committed()
    {
        await Store.SubmitAsync(NewTask("0"));
        Submission[] items =
        [
            NewTask("1", ttl: TimeSpan.FromHours(1)) with { Tags = ["a"] }, NewTask("2", priority: 5, timeout: TimeSpan.FromMinutes(1)),
            NewTask("3", delay: TimeSpan.FromMinutes(1)), NewTask("4", queue: "new"),
        ];
        IReadOnlyList<SubmitAnswer> answers;
        await using (DbConnection connection = await ConnectAsync())
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(Stop))
        {
            // The clock is read when the tasks come, not when the transaction began.
            Time.Advance(TimeSpan.FromMinutes(5));
            answers = await Store.SubmitWithinAsync(items, transaction, Stop);
            Assert.All(answers, answer => Assert.Equal((SubmitVerdict.Accepted, Now), (answer.Verdict, answer.CreatedAt)));
            Assert.Null(await Store.FindAsync(answers[0].Id));
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(answers.Select(answer => answer.Id).Order(), answers.Select(answer => answer.Id));
        Assert.Equal([Now.AddHours(1), Now.AddDays(7)], answers.Take(2).Select(answer => answer.ExpiresAt));
        Assert.Equal([null, null, Now.AddMinutes(1), null], answers.Select(answer => answer.RunAt));
        TaskRecord task = await Store.ViewAsync(answers[0].Id);
        Assert.Equal(("1", "q", Now, "a"), (task.Args.Text(), task.Queue, task.CreatedAt, Assert.Single(task.Tags)));
        Assert.Equal(TaskReason.Scheduled, (await Store.ViewAsync(answers[2].Id)).Reason);
        MemberId handler = await Store.StartHandlerAsync();
        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(handler, slots: 4);
        Assert.Equal(["2", "0", "1"], claims.Select(claim => claim.Args.Text()));
        Assert.Equal("4", Assert.Single(await Store.ClaimAsync(handler, slots: 4, queue: "new")).Args.Text());
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("q", Assert.Single((await Store.PromoteAsync(10)).Queues));
    }

    [Fact]
    public async Task A_row_that_the_store_cannot_hold_refuses_its_submission_and_the_transaction_goes_on()
    {
        IReadOnlyList<SubmitAnswer> first, refused, last;
        await using (DbConnection connection = await ConnectAsync())
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(Stop))
        {
            first = await Store.SubmitWithinAsync([NewTask("1")], transaction, Stop);
            refused = await Store.SubmitWithinAsync([NewTask("2"), NewTask("3", priority: 1000), NewTask("4")], transaction, Stop);
            last = await Store.SubmitWithinAsync([NewTask("5")], transaction, Stop);
            await transaction.CommitAsync(Stop);
        }

        Assert.All(refused, answer => Assert.Equal(SubmitVerdict.Refused, answer.Verdict));
        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(), slots: 4);
        Assert.Equal(["1", "5"], claims.Select(claim => claim.Args.Text()));
        Assert.Equal([first[0].Id, last[0].Id], claims.Select(claim => claim.Id));
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_leaves_nothing()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        await using (DbConnection connection = await ConnectAsync())
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(Stop))
        {
            await Store.SubmitWithinAsync([NewTask(key: key), NewTask(delay: TimeSpan.FromHours(1))], transaction, Stop);
            await transaction.RollbackAsync(Stop);
        }

        Assert.Equal(0, await CountRowsAsync());
        await Store.SubmitAsync(NewTask(key: key));
    }

    [Fact]
    public async Task An_idempotency_key_means_the_same_task_within_a_transaction_and_outside()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        var other = new IdempotencyKey("me", "k", HashB);
        SubmitAnswer first, again, reused;
        await using (DbConnection connection = await ConnectAsync())
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(Stop))
        {
            first = Assert.Single(await Store.SubmitWithinAsync([NewTask(key: key)], transaction, Stop));
            again = Assert.Single(await Store.SubmitWithinAsync([NewTask(key: key)], transaction, Stop));
            reused = Assert.Single(await Store.SubmitWithinAsync([NewTask(key: other)], transaction, Stop));
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal((SubmitVerdict.Accepted, SubmitVerdict.Replayed, first.Id), (first.Verdict, again.Verdict, again.Id));
        Assert.Equal(SubmitVerdict.KeyReused, reused.Verdict);
        SubmitAnswer outside = Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: key))));
        Assert.Equal((SubmitVerdict.Replayed, first.Id), (outside.Verdict, outside.Id));
        await using DbConnection later = await ConnectAsync();
        await using DbTransaction next = await later.BeginTransactionAsync(Stop);
        SubmitAnswer replayed = Assert.Single(await Store.SubmitWithinAsync([NewTask(key: key)], next, Stop));
        Assert.Equal((SubmitVerdict.Replayed, first.Id), (replayed.Verdict, replayed.Id));
    }
}
