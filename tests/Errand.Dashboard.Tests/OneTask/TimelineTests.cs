using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Pages.OneTask;

namespace Errand.Dashboard.Tests.OneTask;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_and_tries_stand_side_by_side_to_scale()
    {
        Timeline timeline = Of(now: 100, Try(1, waited: 0, started: 10, ended: 30), Try(2, waited: 30, started: 70, ended: null));

        Assert.Equal(["wait", "failed", "wait", "running"], timeline.Pieces.Select(piece => piece.Kind));
        Assert.Equal([0.0, 10, 30, 70], timeline.Pieces.Select(piece => Number(piece.X)));
        Assert.Equal([10.0, 20, 40, 30], timeline.Pieces.Select(piece => Number(piece.Width)));
        Assert.Equal(
            ["waited 10 s", "try 1 failed after 20 s", "waited 40 s for the next try", "try 2 on lab3/4242"],
            timeline.Pieces.Select(piece => piece.Words));
        Assert.Equal([false, false, false, true], timeline.Pieces.Select(piece => piece.IsLive));
    }

    [Fact]
    public void A_wait_that_would_leave_nothing_of_the_rest_to_see_is_cut()
    {
        Timeline timeline = Of(now: 100_000, Try(1, waited: 0, started: 1000, ended: 1010));

        Assert.Equal([true, false], timeline.Pieces.Select(piece => piece.IsCut));
        Assert.Equal([50.0, 50], timeline.Pieces.Select(piece => Number(piece.Width)));
        Assert.Equal("waited 16 min 40 s", timeline.Pieces[0].Words);
    }

    [Fact]
    public void A_wait_alone_is_not_cut()
    {
        Timeline timeline = Of(now: 5000, Try(null, waited: 0, started: null, ended: null));

        TimelinePiece piece = Assert.Single(timeline.Pieces);
        Assert.Equal((false, true, 100.0), (piece.IsCut, piece.IsLive, Number(piece.Width)));
    }

    [Fact]
    public void A_scheduled_task_that_was_cancelled_was_never_due()
    {
        TaskAttempt attempt = Try(null, waited: 0, started: null, ended: 30) with { WaitReason = TaskReason.Scheduled };

        Assert.Equal("waited 30 s, and ended before it was due", Of(now: 100, attempt).Pieces[0].Words);
    }

    [Fact]
    public void Clocks_that_differ_make_nothing_negative()
    {
        Timeline timeline = Of(now: -5, Try(1, waited: 0, started: 0, ended: null));

        Assert.All(timeline.Pieces, piece => Assert.InRange(piece.Length, TimeSpan.Zero, TimeSpan.Zero));
        Assert.All(timeline.Pieces, piece => Assert.InRange(Number(piece.Width), 0, 100));
    }

    [Fact]
    public void The_time_that_a_task_was_done_before_it_was_retried_is_no_wait()
    {
        Timeline timeline = Of(now: 300, Try(1, waited: 0, started: 10, ended: 20), Try(2, waited: 50, started: 60, ended: 70));

        Assert.Equal(["wait", "failed", "idle", "wait", "failed"], timeline.Pieces.Select(piece => piece.Kind));
        Assert.Equal("done for 30 s, then retried", timeline.Pieces[2].Words);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(0.5, 1)]
    public void A_run_that_reports_no_progress_shows_how_long_others_took(double? progress, int marks)
    {
        TaskView task = View(1) with { Progress = new TaskProgress(progress, null) };

        var timeline = Timeline.Of(task, [Try(1, waited: 0, started: 10, ended: null)], Type(typical: 60, limit: 80), At(50));

        Assert.Equal(marks, timeline.Marks.Count);
        Assert.Equal("100%", timeline.Marks[^1].X);
        Assert.Equal("the limit of fit is 1 min 20 s", timeline.Marks[^1].Words);
        Assert.Equal(50 / 90.0 * 100, timeline.Pieces.Sum(piece => Number(piece.Width)), 2);
    }

    [Fact]
    public void A_limit_that_is_far_ahead_is_told_and_not_drawn()
    {
        var timeline = Timeline.Of(
            View(1), [Try(1, waited: 0, started: 1, ended: null)], Type(typical: 4, limit: 3600), At(3));

        Assert.Equal([false, true], timeline.Marks.Select(mark => mark.X is null));
        Assert.Equal(60, timeline.Pieces.Sum(piece => Number(piece.Width)), 1);
    }

    private static Timeline Of(double now, params TaskAttempt[] attempts) =>
        Timeline.Of(View(attempts[^1].Attempt ?? 0), attempts, type: null, At(now));

    private static TaskAttempt Try(int? attempt, double waited, double? started, double? ended) => new()
    {
        Attempt = attempt,
        WaitedFrom = At(waited),
        WaitReason = attempt > 1 ? TaskReason.Retry : TaskReason.Ready,
        StartedAt = started is { } start ? At(start) : null,
        EndedAt = ended is { } end ? At(end) : null,
        End = started is null ? null : ended is null ? TaskAttemptEnd.Running : TaskAttemptEnd.Retried,
        Host = "lab3",
        Pid = 4242,
    };

    private static TaskView View(int attempt) => new()
    {
        Id = 1,
        Type = "fit",
        Status = TaskState.Running,
        Queue = "default",
        Attempt = attempt,
        CreatedAt = Start,
        ExpiresAt = null,
    };

    private static TaskTypeView Type(double typical, double limit) => new()
    {
        Name = "fit",
        Args = JsonElement.Parse("true"),
        Result = JsonElement.Parse("true"),
        Queue = "default",
        Timeout = limit,
        Stats = new TypeStats { Name = "fit", RunP50 = typical },
    };

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static double Number(string percent) => double.Parse(percent.TrimEnd('%'), CultureInfo.InvariantCulture);
}
