using System.Text;
using Errand.Storage;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    private static readonly ReadOnlyMemory<byte> HashA = new byte[32];
    private static readonly ReadOnlyMemory<byte> HashB = Enumerable.Repeat((byte)1, 32).ToArray();

    [Fact]
    public async Task A_submitted_task_reads_as_it_was_sent()
    {
        string args = "{ \"x\":1.0,\"ü\" : \"\\u0000 😀\",\n\"x2\":1e2}";
        TaskId id = await Store.SubmitAsync(NewTask(args, "mail", 7, 5, ttl: TimeSpan.FromHours(1)) with { Tags = ["a", "b.c"] });

        TaskRecord task = await Store.ViewAsync(id);

        Assert.Equal(args, task.Args.Text());
        Assert.Equal(("add", "mail", 7, 5), (task.Type.Name, task.Queue, task.Priority, task.MaxAttempts));
        Assert.Equal(["a", "b.c"], task.Tags);
        Assert.Equal((Now, Now.AddHours(1)), (task.CreatedAt, task.ExpiresAt));
        Assert.Equal((TaskState.Waiting, TaskReason.Ready, 0), (task.Status, task.Reason, task.Attempt));
        Assert.Null(task.Outcome);
        Assert.Null(task.RunAt);
        Assert.Null(task.StartedAt);
        Assert.Null(task.FinishedAt);
        Assert.Null(task.Handler);
        Assert.Null(task.Progress);
        Assert.Null(task.Error);
        Assert.Null(task.Result);
        Assert.Null(task.ResultBytes);
    }

    [Fact]
    public async Task Args_that_are_a_slice_of_a_larger_buffer_are_stored_exactly()
    {
        byte[] buffer = Encoding.UTF8.GetBytes("xx{\"a\":1}yy");
        TaskId id = await Store.SubmitAsync(NewTask() with { Args = buffer.AsMemory(2, 7) });
        Assert.Equal("{\"a\":1}", (await Store.ViewAsync(id)).Args.Text());
    }

    [Fact]
    public async Task Ids_rise_in_the_order_of_the_batch()
    {
        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(
            Batch([.. Enumerable.Range(0, 300).Select(i => NewTask($"[{i}]"))]));
        Assert.Equal(300, verdicts.Count);
        for (int i = 1; i < verdicts.Count; i++)
        {
            Assert.True(verdicts[i].Id > verdicts[i - 1].Id);
            Assert.Equal((Now, Now.AddDays(7), null), (verdicts[i].CreatedAt, verdicts[i].ExpiresAt, verdicts[i].RunAt));
        }

        Assert.Equal("[299]", (await Store.ViewAsync(verdicts[299].Id)).Args.Text());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(43)]
    public async Task Every_task_of_a_mixed_batch_is_stored_as_it_was_sent(int count)
    {
        SubmitRequest batch = Batch([.. Enumerable.Range(0, count).Select(i => NewTask(
            $"[{i}]", i % 2 == 0 ? "even" : "odd", i % 5, 1 + (i % 3), i % 7 == 6 ? TimeSpan.FromSeconds(i) : null,
            TimeSpan.FromMinutes(1 + i),
            key: i % 4 == 3 ? new IdempotencyKey("me", $"{i % 24}", HashA) : null) with { Tags = i % 3 == 0 ? [$"t{i}"] : [] })]);
        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(batch);

        for (int i = 0; i < count; i++)
        {
            // A key that stands in the batch twice belongs to the first.
            (int own, Submission? item) = (i % 4 == 3 ? i % 24 : i, batch.Items[i % 4 == 3 ? i % 24 : i]);
            Assert.Equal(
                (own == i ? SubmitVerdict.Accepted : SubmitVerdict.Replayed, verdicts[own].Id), (verdicts[i].Verdict, verdicts[i].Id));
            TaskRecord task = await Store.ViewAsync(verdicts[i].Id);
            Assert.Equal(
                (item.Args.Text(), item.Queue, item.Priority, item.MaxAttempts),
                (task.Args.Text(), task.Queue, task.Priority, task.MaxAttempts));
            Assert.Equal(
                (Now + item.TimeToLive, item.Delay is null ? TaskReason.Ready : TaskReason.Scheduled), (task.ExpiresAt, task.Reason));
            Assert.Equal(item.Tags, task.Tags);
        }

        Assert.Equal(verdicts.Select(verdict => verdict.Id).Distinct().Order(), verdicts.Select(verdict => verdict.Id).Distinct());
        Assert.Equal(verdicts.Select(verdict => verdict.Id), (await Store.SubmitAsync(batch)).Select(verdict => verdict.Id));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task One_task_of_a_batch_may_differ_from_the_others(int odd)
    {
        (Submission? common, Submission? other) =
            (NewTask(), NewTask("{}", "mail", 7, 5, ttl: TimeSpan.FromHours(1)) with { Type = new TaskType("other") });
        // The numbers under which tasks of such a batch are stored go past the largest there is.
        SubmitRequest batch = Batch([.. Enumerable.Range(0, 5).Select(i => i == odd ? other : common)]) with { Nonce = long.MaxValue - 1 };
        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(batch);

        for (int i = 0; i < 5; i++)
        {
            (Submission? item, TaskRecord? task) = (batch.Items[i], await Store.ViewAsync(verdicts[i].Id));
            Assert.Equal(
                (item.Type.Name, item.Queue, item.Priority, item.MaxAttempts, Now + item.TimeToLive),
                (task.Type.Name, task.Queue, task.Priority, task.MaxAttempts, task.ExpiresAt));
        }

        Assert.Equal(verdicts, await Store.SubmitAsync(batch));
    }

    [Fact]
    public async Task A_delayed_task_is_scheduled_until_it_is_due()
    {
        SubmitAnswer verdict = Assert.Single(await Store.SubmitAsync(Batch(NewTask(delay: TimeSpan.FromSeconds(5)))));
        Assert.Equal(Now.AddSeconds(5), verdict.RunAt);
        TaskRecord task = await Store.ViewAsync(verdict.Id);
        Assert.Equal((TaskState.Waiting, TaskReason.Scheduled, Now.AddSeconds(5)), (task.Status, task.Reason, task.RunAt));
    }

    [Fact]
    public async Task A_run_instant_in_the_past_is_ready_at_once()
    {
        TaskId id = await Store.SubmitAsync(NewTask() with { RunAt = Now.AddSeconds(-1) });
        Assert.Equal(TaskReason.Ready, (await Store.ViewAsync(id)).Reason);
    }

    [Fact]
    public async Task A_batch_sent_again_is_stored_once_and_answers_the_same()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        await Store.SubmitAsync(NewTask(key: key));
        SubmitRequest batch = Batch(NewTask("[1]"), NewTask("[2]", key: key), NewTask("[3]", delay: TimeSpan.FromMinutes(1)));
        IReadOnlyList<SubmitAnswer> first = await Store.SubmitAsync(batch);
        Time.Advance(TimeSpan.FromSeconds(3));
        ITaskStore other = await OpenAsync();

        IReadOnlyList<SubmitAnswer> again = await other.SubmitAsync(batch);

        Assert.Equal([SubmitVerdict.Accepted, SubmitVerdict.Replayed, SubmitVerdict.Accepted], first.Select(v => v.Verdict));
        Assert.Equal(first, again);
        Assert.Equal(2, (await Store.ClaimAsync(await Store.StartHandlerAsync(), 10)).Count);
    }

    [Fact]
    public async Task The_same_key_and_request_give_the_first_task_again()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        SubmitAnswer first = Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: key))));
        Time.Advance(TimeSpan.FromSeconds(1));
        SubmitAnswer second = Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: key))));
        Assert.Equal(first with { Verdict = SubmitVerdict.Replayed }, second);
    }

    [Fact]
    public async Task Of_a_whole_batch_all_is_stored_or_nothing()
    {
        Submission guilty = NewTask(ttl: TimeSpan.Zero);
        SubmitRequest broken = Batch(NewTask(), guilty, NewTask()) with { IsAllOrNone = true };
        for (int sending = 0; sending < 2; sending++)
        {
            Assert.All(await Store.SubmitAsync(broken), verdict => Assert.Equal(SubmitVerdict.Refused, verdict.Verdict));
        }

        Assert.Empty((await Store.TickAsync([], Stop)).ReadyQueues);
        IReadOnlyList<SubmitAnswer> alone = await Store.SubmitAsync(Batch(NewTask(), guilty, NewTask()));
        Assert.Equal([SubmitVerdict.Accepted, SubmitVerdict.Refused, SubmitVerdict.Accepted], alone.Select(verdict => verdict.Verdict));
        SubmitRequest sound = Batch(NewTask(), NewTask()) with { IsAllOrNone = true };
        IReadOnlyList<SubmitAnswer> first = await Store.SubmitAsync(sound);
        Assert.Equal(first, await Store.SubmitAsync(sound));
        Assert.All(first, verdict => Assert.Equal(SubmitVerdict.Accepted, verdict.Verdict));
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await Store.SubmitAsync(NewTask(key: new IdempotencyKey("me", "k", HashA)));
        SubmitAnswer verdict = Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: new IdempotencyKey("me", "k", HashB)))));
        Assert.Equal(SubmitVerdict.KeyReused, verdict.Verdict);
    }

    [Fact]
    public async Task Keys_of_two_principals_never_meet()
    {
        TaskId mine = await Store.SubmitAsync(NewTask(key: new IdempotencyKey("me", "k", HashA)));
        TaskId yours = await Store.SubmitAsync(NewTask(key: new IdempotencyKey("you", "k", HashA)));
        Assert.NotEqual(mine, yours);
    }

    [Fact]
    public async Task Of_equal_keys_in_one_batch_the_first_wins()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(
            Batch(NewTask("[1]", key: key), NewTask(), NewTask("[2]", key: key), NewTask(key: key with { RequestHash = HashB })));
        Assert.Equal(
            [SubmitVerdict.Accepted, SubmitVerdict.Accepted, SubmitVerdict.Replayed, SubmitVerdict.KeyReused],
            verdicts.Select(v => v.Verdict));
        Assert.Equal(verdicts[0].Id, verdicts[2].Id);
    }

    [Fact]
    public async Task A_key_is_free_again_once_its_task_has_expired()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        TaskId first = await Store.SubmitAsync(NewTask(key: key, ttl: TimeSpan.FromSeconds(10)));
        Time.Advance(TimeSpan.FromSeconds(11));
        TaskId second = await Store.SubmitAsync(NewTask(key: key with { RequestHash = HashB }));
        Assert.NotEqual(first, second);
        await Store.DeleteExpiredAsync(100);
        Assert.Equal(
            SubmitVerdict.Replayed, Assert.Single(await Store.SubmitAsync(Batch(NewTask(key: key with { RequestHash = HashB })))).Verdict);
    }

    [Fact]
    public async Task Thirty_two_submits_of_one_key_at_once_store_one_task()
    {
        var key = new IdempotencyKey("me", "k", HashA);
        ITaskStore other = await OpenAsync();
        IReadOnlyList<SubmitAnswer>[] verdicts = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => (i % 2 == 0 ? Store : other).SubmitAsync(Batch(NewTask(key: key))))));
        Assert.Single(verdicts, v => v[0].Verdict == SubmitVerdict.Accepted);
        Assert.Single(verdicts.Select(v => v[0].Id).Distinct());
    }
}
