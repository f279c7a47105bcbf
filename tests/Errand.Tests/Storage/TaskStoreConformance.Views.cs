using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Microsoft.Extensions.Logging;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task There_is_no_task_where_none_was_stored()
    {
        var id = new TaskId(123_456);
        Assert.Null(await Store.FindAsync(id));
        Assert.Null(await Store.OpenResultAsync(id, Stop));
        Assert.Empty(await Store.FindLogAsync(id, Stop));
        Assert.Equal([id], await Store.FindDoneAsync([id], Stop));
    }

    [Fact]
    public async Task Progress_and_log_lines_of_a_run_are_kept()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        TaskLogLine[] lines = [new(1, 1, Now, LogLevel.Information, "one"), new(1, 2, Now.AddMilliseconds(5), LogLevel.Error, "two\nü")];

        await Store.ReportAsync([new ReportRequest(claim.Key(), 0.25, "a quarter", [lines[0]])]);
        await Store.ReportAsync([new ReportRequest(claim.Key(), null, null, lines)]);

        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((0.25, "a quarter"), (task.Progress, task.ProgressMessage));
        Assert.Equal(lines, await Store.FindLogAsync(id, Stop));
        await Store.ReportAsync([new ReportRequest(claim.Key(), 0.5, null, [])]);
        Assert.Equal((0.5, null), (await Store.ViewAsync(id)) is var t ? (t.Progress, t.ProgressMessage) : default);
    }

    [Fact]
    public async Task A_report_of_a_run_that_lost_its_claim_is_dropped()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        var line = new TaskLogLine(1, 1, Now, LogLevel.Information, "late");
        await Store.ReportAsync([new ReportRequest(claim.Key() with { Attempt = 2 }, 1, "x", [line])]);
        await Store.FinishAsync(claim, Disposition.HandBack);
        await Store.ReportAsync([new ReportRequest(claim.Key(), 1, "x", [line])]);
        Assert.Empty(await Store.FindLogAsync(id, Stop));
        Assert.Null((await Store.ViewAsync(id)).Progress);
    }

    [Fact]
    public async Task Lines_of_a_log_are_found_by_place_attempt_and_level()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            TaskClaim claim = await Store.ClaimOneAsync(handler);
            await Store.ReportAsync([new ReportRequest(claim.Key(), null, null,
            [
                new TaskLogLine(attempt, 1, Now, LogLevel.Information, "a"),
                new TaskLogLine(attempt, 2, Now, LogLevel.Error, "b"),
                new TaskLogLine(attempt, 3, Now, LogLevel.Debug, "c"),
            ])]);
            await Store.FinishAsync(claim, attempt == 1 ? Disposition.HandBack : Disposition.Succeeded);
        }

        var all = LogRequest.All(id);
        Assert.Equal("1.1 1.2 1.3 2.1 2.2 2.3", await FindAsync(all));
        Assert.Equal("1.1 1.2", await FindAsync(all with { Limit = 2 }));
        Assert.Equal("1.3 2.1", await FindAsync(all with { After = new LogPlace(1, 2), Limit = 2 }));
        Assert.Equal("1.2 2.2", await FindAsync(all with { Level = TaskLogLevel.Warning }));
        Assert.Equal("2.2", await FindAsync(all with { Level = TaskLogLevel.Error, After = new LogPlace(2, 0) }));
        Assert.Equal("1.3", await FindAsync(all with { LastAttempt = 1, After = new LogPlace(1, 2) }));
        Assert.Equal("", await FindAsync(all with { After = new LogPlace(2, 3) }));
        Assert.Null(await FindAsync(LogRequest.All(new TaskId(id.Value + 1))));

        async Task<string?> FindAsync(LogRequest request) => await Store.FindLogAsync(request, Stop) is { } lines
            ? string.Join(' ', lines.Select(line => new LogPlace(line.Attempt, line.Number)))
            : null;
    }

    [Fact]
    public async Task A_result_larger_than_asked_for_is_left_out_but_measured()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.FinishAsync(await Store.ClaimOneAsync(await Store.StartHandlerAsync()), Disposition.Succeeded, "\"ü\"");
        TaskRecord? small = await Store.FindAsync(id, 3, Stop);
        Assert.Equal((null, 4L), (small!.Result, small.ResultBytes));
        Assert.Equal("\"ü\"", (await Store.FindAsync(id, 4, Stop))!.Result!.Value.Text());
    }

    [Fact]
    public async Task A_failed_task_has_no_result_to_stream()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.FinishAsync(await Store.ClaimOneAsync(await Store.StartHandlerAsync()), Disposition.Failed);
        Assert.Null(await Store.OpenResultAsync(id, Stop));
    }

    [Fact]
    public async Task Done_are_those_with_an_outcome_and_those_that_are_gone()
    {
        TaskId waiting = await Store.SubmitAsync(NewTask(queue: "other"));
        TaskId cancelled = await Store.SubmitAsync(NewTask());
        TaskId running = await Store.SubmitAsync(NewTask());
        TaskId expired = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1), queue: "other"));
        await Store.CancelAsync(cancelled);
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([cancelled, expired], await Store.FindDoneAsync([waiting, cancelled, running, expired], Stop));
    }

    [Fact]
    public async Task A_task_in_motion_is_never_unknown()
    {
        var ids = (await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 20).Select(_ => NewTask(tries: 100))]))).Select(v => v.Id)
            .ToList();
        MemberId handler = await Store.StartHandlerAsync();
        ITaskStore other = await OpenAsync();
        bool stop = false;
        var mover = Task.Run(
            async () =>
            {
                for (int i = 0; i < 60; i++)
                {
                    IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(handler, 20);
                    await Store.FinishAsync([.. claims.Select((c, n) => End(c, n % 2 == 0 ? Disposition.HandBack : Disposition.Retry))]);
                    await Store.PromoteAsync(100);
                }

                Volatile.Write(ref stop, true);
            },
            Stop);
        while (!Volatile.Read(ref stop) && !mover.IsCompleted)
        {
            foreach (TaskId id in ids)
            {
                Assert.NotNull(await other.FindAsync(id));
            }
        }

        await mover;
    }
}
