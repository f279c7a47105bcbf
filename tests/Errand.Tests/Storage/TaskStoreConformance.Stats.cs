using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>What is counted, and how long it is kept.</summary>
public abstract partial class TaskStoreConformance
{
    private static readonly DateTimeOffset Always = DateTimeOffset.UnixEpoch.AddYears(200);

    [Fact]
    public async Task A_claim_tells_how_long_the_task_could_have_been_claimed_before()
    {
        await Store.SubmitAsync(NewTask(delay: TimeSpan.FromSeconds(10)));
        Time.Advance(TimeSpan.FromSeconds(20));
        await Store.PromoteAsync(10);
        Time.Advance(TimeSpan.FromSeconds(7));
        MemberId handler = await Store.StartHandlerAsync();

        TaskClaim claim = await Store.ClaimOneAsync(handler);
        Assert.Equal(TimeSpan.FromSeconds(7), claim.Waited);

        await Store.FinishAsync(claim, Disposition.HandBack);
        Time.Advance(TimeSpan.FromSeconds(2));
        var request = new ClaimRequest(handler, Guid.NewGuid(), "q", 1);
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.Single((await Store.ClaimAsync(request)).Claims).Waited);
        // It is not known any more once the answer was lost.
        Assert.Null(Assert.Single((await Store.ClaimAsync(request with { IsRepeated = true })).Claims).Waited);
    }

    [Fact]
    public async Task Those_who_end_a_task_without_its_handler_learn_its_type_and_queue()
    {
        TaskId waiting = await Store.SubmitAsync(NewTask(queue: "a"));
        TaskId later = await Store.SubmitAsync(NewTask(queue: "b", delay: TimeSpan.FromMinutes(1)));
        TaskId failing = await Store.SubmitAsync(NewTask(tries: 1));
        TaskId cancelled = await Store.SubmitAsync(NewTask());
        await Store.ClaimAsync(await Store.StartHandlerAsync(), 2);

        Assert.Equal(
            [new CancelAnswer(CancelVerdict.Done, "add", "a"), new CancelAnswer(CancelVerdict.Signalled), new CancelAnswer(CancelVerdict.Done, "add", "b")],
            await Store.CancelAsync([waiting, cancelled, later]));
        Assert.Equal(new CancelAnswer(CancelVerdict.AlreadyDone), Assert.Single(await Store.CancelAsync([waiting])));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        Assert.Equal(
            [new EndedTask(failing, "add", "q", OutcomeState.Failed), new EndedTask(cancelled, "add", "q", OutcomeState.Cancelled)],
            (await Store.ReapAsync()).Ended.OrderBy(task => task.Id));
    }

    [Theory]
    [InlineData((int)Disposition.Succeeded, OutcomeState.Succeeded)]
    [InlineData((int)Disposition.Failed, OutcomeState.Failed)]
    [InlineData((int)Disposition.HandBack, null)]
    [InlineData((int)Disposition.Retry, null)]
    public async Task A_finish_that_is_sent_again_tells_again_how_it_ended_the_task(int disposition, OutcomeState? outcome)
    {
        await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());

        Assert.Equal(outcome, (await Store.FinishAsync(claim, (Disposition)disposition)).Outcome);

        FinishAnswer again = await Store.FinishAsync(claim, (Disposition)disposition);
        Assert.Equal((FinishVerdict.Already, outcome), (again.Verdict, again.Outcome));
    }

    [Fact]
    public async Task What_was_counted_is_stored_once_however_often_it_is_sent()
    {
        StatBatch batch = Counted(Submitted("fit", 3), Finished("fit", OutcomeState.Succeeded, 2, 5, 700));
        await Store.AddStatsAsync(batch);
        Time.Advance(TimeSpan.FromSeconds(3));
        await Store.AddStatsAsync(batch);
        await (await OpenAsync()).AddStatsAsync(batch);
        await Store.AddStatsAsync(Counted(Submitted("fit", 4), Submitted("add", 1)));

        IReadOnlyList<StatRow> rows = await Store.ListStatsAsync(DateTimeOffset.UnixEpoch, Always, Stop);

        Assert.Equal((7, 1), (SubmittedOf(rows, "fit"), SubmittedOf(rows, "add")));
        StatRow ended = Assert.Single(rows, row => row.Outcome is not null);
        Assert.Equal(("fit", "q", OutcomeState.Succeeded, 0, 2), (ended.Type, ended.Queue, ended.Outcome, ended.Submitted, ended.Finished));
        Assert.Equal(HistogramOf(5, 700).ToBytes(), ended.Run!.ToBytes());
        Assert.Equal(HistogramOf(5, 700).ToBytes(), ended.Wait!.ToBytes());
        Assert.All(rows.Where(row => row.Outcome is null), row => Assert.Equal((null, null), (row.Wait, row.Run)));
    }

    [Fact]
    public async Task What_was_counted_is_found_by_when_it_was_written_down()
    {
        DateTimeOffset start = Now;
        for (int i = 1; i <= 3; i++)
        {
            await Store.AddStatsAsync(Counted(Submitted("fit", i)));
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, SubmittedOf(await Store.ListStatsAsync(start, start.AddMinutes(1), Stop), "fit"));
        Assert.Equal(5, SubmittedOf(await Store.ListStatsAsync(start.AddMinutes(1), start.AddMinutes(9), Stop), "fit"));
        Assert.Empty(await Store.ListStatsAsync(start.AddMinutes(3), Always, Stop));
    }

    [Fact]
    public async Task What_ended_is_summed_up_over_a_minute_an_hour_and_a_day()
    {
        await Store.AddStatsAsync(Counted(Finished("a", OutcomeState.Failed, 1), Submitted("a", 100)));
        Time.Advance(TimeSpan.FromHours(23));
        await Store.AddStatsAsync(Counted(Finished("a", OutcomeState.Failed, 2), Finished("b", OutcomeState.Failed, 4)));
        Time.Advance(TimeSpan.FromMinutes(59));
        await Store.AddStatsAsync(Counted(Finished("a", OutcomeState.Failed, 8), Finished("a", OutcomeState.Cancelled, 16)));

        FinishedCounts counts = await Store.SumFinishedAsync(Stop);

        Assert.Equal(new OutcomeCounts(0, 8, 16), counts.Minute);
        Assert.Equal(new OutcomeCounts(0, 14, 16), counts.Hour);
        Assert.Equal(new OutcomeCounts(0, 15, 16), counts.Day);
        Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new OutcomeCounts(0, 0, 0), (await Store.SumFinishedAsync(Stop)).Day);
    }

    [Fact]
    public async Task What_is_old_is_summed_up_and_nothing_of_it_is_lost_until_it_is_too_old()
    {
        const int Batches = 300;
        var random = new Random(3);
        long[] times = [.. Enumerable.Range(0, Batches).Select(_ => random.NextInt64(1L << random.Next(0, 24)))];
        DateTimeOffset start = Now;
        foreach (long time in times)
        {
            await Store.AddStatsAsync(Counted(Submitted("fit", 2), Finished("fit", OutcomeState.Succeeded, 1, time)));
            Time.Advance(TimeSpan.FromSeconds(10));
        }

        int minutes = (int)(start.AddSeconds(10 * (Batches - 1)).ToUnixTimeSeconds() / 60 - start.ToUnixTimeSeconds() / 60) + 1;
        int hours = (int)(start.AddSeconds(10 * (Batches - 1)).ToUnixTimeSeconds() / 3600 - start.ToUnixTimeSeconds() / 3600) + 1;
        Assert.Equal(0, await Store.FoldStatsAsync(1000));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2 * Batches, await FoldAllAsync(Store, 1000));
        await AssertKeptAsync();
        Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(2 * minutes, await FoldAllAsync(Store, 1000));
        await AssertKeptAsync();
        Time.Advance(TimeSpan.FromDays(88));
        Assert.Equal(0, await FoldAllAsync(Store, 1000));
        await AssertKeptAsync();
        Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2 * hours, await FoldAllAsync(Store, 1000));
        Assert.Empty(await Store.ListStatsAsync(DateTimeOffset.UnixEpoch, Always, Stop));

        async Task AssertKeptAsync()
        {
            IReadOnlyList<StatRow> rows = await Store.ListStatsAsync(DateTimeOffset.UnixEpoch, Always, Stop);
            Assert.Equal((2 * Batches, Batches), (SubmittedOf(rows, "fit"), rows.Sum(row => row.Finished)));
            Assert.Equal(HistogramOf(times).ToBytes(), Assert.Single(rows, row => row.Outcome is not null).Run!.ToBytes());
        }
    }

    [Fact]
    public async Task Janitors_that_sum_up_at_once_count_nothing_twice_and_lose_nothing()
    {
        ITaskStore other = await OpenAsync();
        for (int i = 0; i < 200; i++)
        {
            await Store.AddStatsAsync(Counted(Submitted("fit", 1), Submitted("add", 10), Finished("fit", OutcomeState.Failed, 1, i)));
            Time.Advance(TimeSpan.FromSeconds(5));
        }

        foreach (TimeSpan later in new[] { TimeSpan.FromHours(2), TimeSpan.FromHours(26) })
        {
            Time.Advance(later);
            await Task.WhenAll(new[] { Store, other, Store, other }.Select(store => Task.Run(() => FoldAllAsync(store, 7), Stop)));
            Assert.Equal(0, await Store.FoldStatsAsync(7));
            IReadOnlyList<StatRow> rows = await Store.ListStatsAsync(DateTimeOffset.UnixEpoch, Always, Stop);
            Assert.Equal((200, 2000), (SubmittedOf(rows, "fit"), SubmittedOf(rows, "add")));
            StatRow failed = Assert.Single(rows, row => row.Outcome is not null);
            Assert.Equal(200, failed.Finished);
            Assert.Equal(HistogramOf([.. Enumerable.Range(0, 200).Select(i => (long)i)]).ToBytes(), failed.Run!.ToBytes());
        }
    }

    [Fact]
    public async Task How_full_queues_are_is_written_down_every_15_seconds_and_once_more_when_they_are_empty()
    {
        ITaskStore other = await OpenAsync();
        DateTimeOffset start = TurnTo(TimeSpan.FromMinutes(1));
        await Store.SubmitAsync(NewTask(queue: "a"));
        await Store.SubmitAsync(NewTask(queue: "c", delay: TimeSpan.FromDays(1)));
        Time.Advance(TimeSpan.FromSeconds(4));
        await Store.SubmitAsync(NewTask(queue: "a"));
        await Store.SubmitAsync(NewTask(queue: "b"));

        Assert.Equal(["a", "b"], (await Store.WriteDepthAsync([])).Order());
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.SubmitAsync(NewTask(queue: "a"));
        Assert.Equal(["a", "b"], (await other.WriteDepthAsync(["a"])).Order());
        Time.Advance(TimeSpan.FromSeconds(15));
        await Store.ClaimAsync(await Store.StartHandlerAsync(), 1, queue: "b");
        Assert.Equal(["a"], await Store.WriteDepthAsync(["a", "b"]));
        Time.Advance(TimeSpan.FromSeconds(15));
        await Store.ClaimAsync(await Store.StartHandlerAsync(), 3, queue: "a");
        Assert.Empty(await other.WriteDepthAsync(["a"]));
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Empty(await Store.WriteDepthAsync([]));

        Assert.Equal(
            [
                new DepthRow(start, "a", 2, TimeSpan.FromSeconds(4)), new DepthRow(start, "b", 1, TimeSpan.Zero),
                new DepthRow(start.AddSeconds(15), "a", 3, TimeSpan.FromSeconds(20)), new DepthRow(start.AddSeconds(15), "b", 0, null),
                new DepthRow(start.AddSeconds(30), "a", 0, null),
            ],
            await DepthsAsync(start, TimeSpan.FromSeconds(5)));
        IReadOnlyList<DepthRow> minute = await DepthsAsync(start, TimeSpan.FromMinutes(1));
        Assert.Equal([new DepthRow(start, "a", 3, TimeSpan.FromSeconds(20)), new DepthRow(start, "b", 1, TimeSpan.Zero)], minute);

        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(5, await FoldAllAsync(Store, 3));
        Assert.Equal(minute, await DepthsAsync(start, TimeSpan.FromSeconds(10)));
        Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(2, await FoldAllAsync(other, 3));
        DateTimeOffset hour = Floor(start, TimeSpan.FromHours(1));
        Assert.Equal(minute.Select(row => row with { At = hour }), await DepthsAsync(hour, TimeSpan.FromHours(1)));
        Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(2, await FoldAllAsync(Store, 3));
        Assert.Empty(await DepthsAsync(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Tasks_are_counted_by_where_they_are()
    {
        Assert.Equal((0, 0, 0, 0, 0L), CountsOf(await Store.CountTasksAsync(Stop)));
        await Store.SubmitAsync(NewTask());
        DateTimeOffset oldest = Now;
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 5).Select(_ => NewTask(queue: "other"))]));
        await Store.SubmitAsync(NewTask(delay: TimeSpan.FromHours(1)));
        MemberId handler = await Store.StartHandlerAsync(slots: 3);
        await Store.StartHandlerAsync(slots: 0, role: "janitor");
        await Store.FinishAsync((await Store.ClaimAsync(handler, queue: "other"))[0], Disposition.Retry, delay: TimeSpan.FromHours(1));
        await Store.FinishAsync((await Store.ClaimAsync(handler, queue: "other"))[0], Disposition.Succeeded);
        await Store.ClaimAsync(handler, queue: "other");

        TaskCounts counts = await Store.CountTasksAsync(Stop);

        Assert.Equal((3, 1, 1, 1, 7L), CountsOf(counts));
        Assert.Equal((3, 1, 1, true, true), (counts.Slots, counts.Handlers, counts.Janitors, counts.IsExact, counts.IsStoredExact));
        Assert.InRange(counts.OldestReadyAt!.Value - oldest, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.InRange(Now - counts.At, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.Equal([new TypeCount("add", 5, 1)], await Store.CountTypesAsync(Stop));

        static (int, int, int, int, long) CountsOf(TaskCounts counts) =>
            (counts.Ready, counts.Scheduled, counts.Retry, counts.Running, counts.Stored);
    }

    [Fact]
    public async Task Tasks_are_counted_to_ten_thousand_and_then_estimated()
    {
        await Store.SubmitAsync(NewTask(queue: "long"));
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(Assert.Single(await Store.ClaimAsync(handler, queue: "long")), Disposition.Succeeded);
        DateTimeOffset oldest = Now;
        await Store.SubmitAsync(NewTask(queue: "short"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, TaskCounts.MaxCount - 2).Select(_ => NewTask(queue: "long"))]));

        TaskCounts full = await Store.CountTasksAsync(Stop);

        Assert.Equal((TaskCounts.MaxCount - 1, true), (full.Ready, full.IsExact));
        Assert.Equal((TaskCounts.MaxCount, true), (full.Stored, full.IsStoredExact));
        await Store.SubmitAsync(Batch(NewTask(queue: "long"), NewTask(queue: "long")));

        TaskCounts more = await Store.CountTasksAsync(Stop);

        Assert.Equal((TaskCounts.MaxCount, false, false), (more.Ready, more.IsExact, more.IsStoredExact));
        Assert.InRange(more.Stored, TaskCounts.MaxCount + 1, 2 * TaskCounts.MaxCount);
        // It is in the second queue, behind more than were counted.
        Assert.InRange(more.OldestReadyAt!.Value - oldest, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.Equal([new TypeCount("add", TaskCounts.MaxCount, 0)], await Store.CountTypesAsync(Stop));
    }

    private static async Task<int> FoldAllAsync(ITaskStore store, int limit)
    {
        int folded = 0;
        for (int some; (some = await store.FoldStatsAsync(limit)) > 0;)
        {
            folded += some;
        }

        return folded;
    }

    /// <summary>Turns the clock to a multiple of a time.</summary>
    private DateTimeOffset TurnTo(TimeSpan step)
    {
        Time.Advance(step - (Now - Floor(Now, step)));
        return Now;
    }

    private static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan step) =>
        new(instant.UtcTicks - (instant.UtcTicks % step.Ticks), TimeSpan.Zero);

    private async Task<IReadOnlyList<DepthRow>> DepthsAsync(DateTimeOffset from, TimeSpan step) =>
        [.. (await Store.ListDepthAsync(from, Always, step, Stop)).OrderBy(row => row.At).ThenBy(row => row.Queue, StringComparer.Ordinal)];

    private static StatBatch Counted(params StatRow[] rows) => new(Guid.NewGuid(), rows);

    private static StatRow Submitted(string type, int count) => new() { Type = type, Queue = "q", Submitted = count };

    private static StatRow Finished(string type, OutcomeState outcome, int count, params long[] times) => new()
    {
        Type = type,
        Queue = "q",
        Outcome = outcome,
        Finished = count,
        Wait = times.Length == 0 ? null : HistogramOf(times),
        Run = times.Length == 0 ? null : HistogramOf(times),
    };

    private static long SubmittedOf(IReadOnlyList<StatRow> rows, string type) =>
        rows.Where(row => row.Type == type).Sum(row => row.Submitted);

    private static Histogram HistogramOf(params long[] milliseconds)
    {
        var histogram = new Histogram();
        Array.ForEach(milliseconds, time => histogram.Add(TimeSpan.FromMilliseconds(time)));
        return histogram;
    }
}
