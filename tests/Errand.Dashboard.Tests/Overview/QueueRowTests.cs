using Errand.Dashboard.Pages.Queues;

namespace Errand.Dashboard.Tests.Overview;

public sealed class QueueRowTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 30, 10, 0, 0, TimeSpan.Zero);

    private static readonly QueueView Queue = new() { Name = "gpu", State = QueueState.Taking };

    [Fact]
    public void What_ended_of_late_is_drawn_in_bars_of_20_seconds()
    {
        var row = QueueRow.Of(Queue, SeriesOf("gpu", [1, 2, null, 4, 5]));

        Assert.Equal([3L, 4, 5], row.Finished.Select(bar => bar.Good));
        Assert.Equal(12, row.Ended);
        Assert.Equal("10:00:20 to 10:00:40 UTC: 4 ended", row.Finished[1].Title);
        Assert.Equal("10:00:40 to 10:00:50 UTC: 5 ended", row.Finished[2].Title);
    }

    [Fact]
    public void A_queue_in_which_nothing_ended_has_its_bars_too() =>
        Assert.Equal([0L, 0, 0], QueueRow.Of(Queue, SeriesOf("mail", [1, 2, null, 4, 5])).Finished.Select(bar => bar.Good));

    [Theory]
    [InlineData(QueueState.Taking, 5, "taking", false)]
    [InlineData(QueueState.Paused, 5, "paused", true)]
    [InlineData(QueueState.Paused, 0, "paused", false)]
    [InlineData(QueueState.NoHandler, 5, "stuck", true)]
    [InlineData(QueueState.NoHandler, 0, "idle", false)]
    [InlineData("limited", 5, "idle", true)]
    public void A_queue_is_a_problem_when_tasks_wait_in_it_that_do_not_start(string state, int ready, string kind, bool isProblem)
    {
        QueueView queue = Queue with { State = state, Ready = ready };

        Assert.Equal((kind, isProblem), (QueueStatus.Of(queue).Kind, QueueStatus.IsProblem(queue)));
    }

    [Theory]
    [InlineData(0, 0, true, "No task waits in it.")]
    [InlineData(0, 1, true, "1 task waits in it.")]
    [InlineData(1200, 4, true, "1,204 tasks wait in it.")]
    [InlineData(10_000, 2, false, "More than 10,002 tasks wait in it.")]
    public void It_is_told_how_many_tasks_wait(int ready, int later, bool isExact, string words) => Assert.Equal(
        $"Queue gpu goes on. {words}", QueueTold.Of("resumed", Queue with { Ready = ready, Later = later, Exact = isExact }));

    private static StatSeries SeriesOf(string queue, long?[] finished) => new()
    {
        From = From,
        To = From.AddSeconds(10 * finished.Length),
        Step = 10,
        Series =
        [
            new StatLine { Key = queue, Submitted = finished, Finished = finished, RunP50 = [], RunP95 = [], WaitP50 = [], WaitP95 = [] },
        ],
        Depth = [],
    };
}
