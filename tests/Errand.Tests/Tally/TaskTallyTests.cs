using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Errand.Tally;
using Microsoft.Extensions.Time.Testing;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Tally;

public sealed class TaskTallyTests
{
    private readonly TaskTally _tally = new();

    [Fact]
    public void Only_what_was_accepted_counts_as_submitted()
    {
        _tally.CountSubmitted(
            [NewTask(), NewTask(queue: "b"), NewTask(), NewTask(), NewTask()],
            [
                new SubmitAnswer(SubmitVerdict.Accepted), new SubmitAnswer(SubmitVerdict.Accepted),
                new SubmitAnswer(SubmitVerdict.Replayed), new SubmitAnswer(SubmitVerdict.KeyReused),
                new SubmitAnswer(SubmitVerdict.Refused),
            ]);

        Assert.Equal([("add", "b", null, 1L, 0L), ("add", "q", null, 1, 0)], Described());
    }

    [Fact]
    public void A_run_that_ended_its_task_counts_whether_that_was_recorded_now_or_before()
    {
        TaskClaim claim = Claim("fit");
        FinishRequest[] runs =
        [
            .. Enumerable.Repeat(End(claim, Disposition.Succeeded) with { Claim = claim, Took = TimeSpan.FromSeconds(3) }, 5),
            End(claim, Disposition.Succeeded),
        ];

        _tally.CountFinished(
            runs,
            [
                new FinishAnswer(FinishVerdict.Applied, OutcomeState.Succeeded),
                new FinishAnswer(FinishVerdict.Already, OutcomeState.Succeeded),
                new FinishAnswer(FinishVerdict.Stale), new FinishAnswer(FinishVerdict.Applied), new FinishAnswer(FinishVerdict.PartsGone),
                new FinishAnswer(FinishVerdict.Applied, OutcomeState.Succeeded),
            ]);

        StatRow row = Assert.Single(_tally.Take());
        Assert.Equal(("fit", "q", OutcomeState.Succeeded, 2L), (row.Type, row.Queue, row.Outcome, row.Finished));
        Assert.InRange(row.Wait!.Quantile(0.5)!.Value.TotalSeconds, 0.5, 2);
        Assert.InRange(row.Run!.Quantile(0.5)!.Value.TotalSeconds, 1.5, 6);
    }

    [Fact]
    public void What_ended_without_a_run_has_no_times()
    {
        _tally.CountCancelled([new CancelAnswer(CancelVerdict.Done, "a", "q"), new CancelAnswer(CancelVerdict.Signalled), new CancelAnswer(CancelVerdict.Unknown)]);
        _tally.CountEnded([new EndedTask(new TaskId(1), "a", "q", OutcomeState.Cancelled), new EndedTask(new TaskId(2), "a", "q", OutcomeState.Failed)]);

        IReadOnlyList<StatRow> rows = _tally.Take();

        Assert.Equal(
            [(OutcomeState.Failed, 1L), (OutcomeState.Cancelled, 2)],
            rows.Select(row => (row.Outcome!.Value, row.Finished)).Order());
        Assert.All(rows, row => Assert.Equal((null, null), (row.Wait, row.Run)));
    }

    [Fact]
    public void What_was_taken_is_not_taken_again()
    {
        Submit("a");
        Assert.Single(_tally.Take());
        Assert.Empty(_tally.Take());
        Submit("a");
        Assert.Equal(1, Assert.Single(_tally.Take()).Submitted);
    }

    [Fact]
    public void Beyond_200_keys_the_rest_counts_as_other()
    {
        for (int i = 0; i < 1000; i++)
        {
            Submit($"type-{i}");
            Submit("type-7");
        }

        _tally.CountEnded([new EndedTask(new TaskId(1), "type-7", "q", OutcomeState.Failed)]);

        IReadOnlyList<StatRow> rows = _tally.Take();
        Assert.Equal(TaskTally.MaxKeys + 2, rows.Count);
        Assert.Equal(2000, rows.Sum(row => row.Submitted));
        Assert.Equal(1001, Assert.Single(rows, row => row.Type == "type-7").Submitted);
        Assert.Equal(
            [0L, 800],
            rows.Where(row => row is { Type: StatRow.Other, Queue: StatRow.Other }).Select(row => row.Submitted).Order());
    }

    [Fact]
    public async Task It_says_that_it_began_once_until_all_was_taken()
    {
        var time = new FakeTimeProvider();
        Task began = _tally.Began.WaitAsync(null, time, TestContext.Current.CancellationToken);
        Assert.False(began.IsCompleted);
        _tally.CountSubmitted([NewTask()], [new SubmitAnswer(SubmitVerdict.Refused)]);
        Assert.False(began.IsCompleted);
        Submit("a");
        await began;
        Task again = _tally.Began.WaitAsync(null, time, TestContext.Current.CancellationToken);
        Submit("b");
        Assert.False(again.IsCompleted);
        _tally.Take();
        Submit("a");
        await again;
    }

    [Fact]
    public void Counting_a_task_allocates_nothing()
    {
        TaskClaim claim = Claim("fit");
        FinishRequest run = End(claim, Disposition.Succeeded) with { Claim = claim, Took = TimeSpan.FromSeconds(3) };
        FinishRequest[] runs = [.. Enumerable.Repeat(run, 1000)];
        FinishAnswer[] ended = [.. Enumerable.Repeat(new FinishAnswer(FinishVerdict.Applied, OutcomeState.Succeeded), 1000)];
        Submission[] tasks = [.. Enumerable.Range(0, 1000).Select(i => NewTask(queue: i % 2 == 0 ? "a" : "b"))];
        SubmitAnswer[] accepted = [.. Enumerable.Repeat(new SubmitAnswer(SubmitVerdict.Accepted), 1000)];
        Count();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Count()
        {
            _tally.CountSubmitted(tasks, accepted);
            _tally.CountFinished(runs, ended);
        }
    }

    private void Submit(string type) =>
        _tally.CountSubmitted([NewTask() with { Type = new TaskType(type) }], [new SubmitAnswer(SubmitVerdict.Accepted)]);

    private IEnumerable<(string, string, OutcomeState?, long, long)> Described() =>
        _tally.Take().Select(row => (row.Type, row.Queue, row.Outcome, row.Submitted, row.Finished)).Order();

    private static TaskClaim Claim(string type) => new()
    {
        Id = new TaskId(1),
        Attempt = 1,
        TriesLeft = 2,
        MaxAttempts = 3,
        Type = new TaskType(type),
        Queue = "q",
        Waited = TimeSpan.FromSeconds(1),
        Args = default,
        Deadline = DateTimeOffset.UnixEpoch,
        TimeLeft = TimeSpan.FromMinutes(1),
    };
}
