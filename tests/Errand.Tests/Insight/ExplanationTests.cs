using Errand.Insight;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Errand.Tests.Web;

namespace Errand.Tests.Insight;

/// <summary>The sentences, word by word.</summary>
public sealed class ExplanationTests
{
    private static readonly TaskStanding Waiting = TestTasks.StandingOf(TestTasks.Waiting(1));
    private static readonly DateTimeOffset At = Waiting.At;
    private static readonly MemberEntry Lab = Waiting.Handlers[0].Entry with { Host = "lab3", Slots = 4 };

    [Theory]
    [InlineData(1, 4, 0, "All 4 slots of 1 handler are taken; no task comes first.")]
    [InlineData(2, 4, 1, "All 8 slots of 2 handlers are taken; 1 task comes first.")]
    [InlineData(1, 5, 5, "All 4 slots of 1 handler are taken; 5 tasks come first.")]
    [InlineData(1, 3, 1, "1 slot of 1 handler is free; 1 task comes first.")]
    [InlineData(2, 3, 10_000, "2 slots of 2 handlers are free; 10000 tasks come first.")]
    [InlineData(2, 3, 10_001, "2 slots of 2 handlers are free; more than 10,000 tasks come first.")]
    public void What_is_busy_says_how_many_slots_and_tasks(int handlers, int held, int ahead, string sentence) => Says(
        Waiting with { Ahead = ahead, Handlers = [.. Enumerable.Range(0, handlers).Select(_ => Alive(Lab, held))] }, "busy", sentence, null);

    [Fact]
    public void One_slot_is_the_only_one() => Says(
        Waiting, "busy", "The only slot of 1 handler is taken; 2 tasks come first.", null);

    [Fact]
    public void What_should_start_says_so() => Says(
        Waiting with { Handlers = [Alive(Lab, 1)] }, "ready",
        "3 slots of 1 handler are free; 2 tasks come first. It should start at once; if it does not, see /health/ready.", null);

    [Fact]
    public void What_waits_for_its_instant_says_also_that_its_queue_is_paused()
    {
        TaskStanding scheduled = Waiting with { Place = TaskPlace.Later, RunAt = At.AddSeconds(60), Attempt = 0 };
        Says(scheduled, "scheduled", "It is to start at 2026-11-24T08:16:30.125Z.", null);
        Says(
            scheduled with { IsPaused = true }, "scheduled",
            "It is to start at 2026-11-24T08:16:30.125Z, and queue default is paused.",
            "Resume the queue: POST /v1/queues/default/resume.");
    }

    [Fact]
    public void What_is_tried_again_says_what_went_wrong()
    {
        TaskStanding retry = Waiting with { Place = TaskPlace.Later, RunAt = At.AddSeconds(1), Attempt = 2, Error = "The disk is full." };
        Says(retry, "retry", "Attempt 2 failed: The disk is full; the next one is due at 2026-11-24T08:15:31.125Z.", null);
        Says(
            retry with { IsHandedBack = true }, "retry",
            "Attempt 2 was handed back; the next one is due at 2026-11-24T08:15:31.125Z.", null);
        Says(
            retry with { IsHandedBack = true, Handlers = [Alive(Lab with { Offer = new MemberOffer(null, ["fit"]) }, 0)] }, "no-handler",
            "Attempt 2 was handed back; the next one is due at 2026-11-24T08:15:31.125Z. No live handler of queue default has the task type add.",
            "Start a handler that serves queue default and has the task type add.");
    }

    [Fact]
    public void What_nobody_runs_says_who_was_last() => Says(
        Waiting with
        {
            Handlers =
            [
                Alive(Lab with { Offer = new MemberOffer(["gpu"], ["add"]) }, 0),
                new StandingHandler(Lab with { Host = "lab2" }, 0, true, At.AddMinutes(-9)),
                new StandingHandler(Lab, 1, false, At.AddMinutes(-4)),
                new StandingHandler(Lab with { Host = "lab1", Offer = new MemberOffer(["gpu"], ["add"]) }, 0, true, At.AddMinutes(-1)),
            ],
        },
        "no-handler", "No live handler serves queue default; the last one was on lab3, gone since 2026-11-24T08:11:30.125Z.",
        "Start a handler with HANDLER_QUEUES=default.");

    [Fact]
    public void Handlers_that_stop_run_nothing_more()
    {
        StandingHandler stopping = Alive(Lab, 1) with { IsDraining = true };
        Says(
            Waiting with { Handlers = [stopping] }, "draining", "The only handler that could run it is about to stop.",
            "Start a handler that serves queue default and has the task type add.");
        Says(
            Waiting with { Handlers = [stopping, stopping] }, "draining", "Both handlers that could run it are about to stop.",
            "Start a handler that serves queue default and has the task type add.");
        Says(
            Waiting with { Handlers = [stopping, stopping, stopping] }, "draining", "All 3 handlers that could run it are about to stop.",
            "Start a handler that serves queue default and has the task type add.");
    }

    [Fact]
    public void A_paused_queue_comes_before_what_its_handlers_do() => Says(
        Waiting with { IsPaused = true, Handlers = [] }, "paused", "Queue default is paused.",
        "Resume the queue: POST /v1/queues/default/resume.");

    [Fact]
    public void What_runs_or_is_done_says_so()
    {
        Says(
            TestTasks.StandingOf(TestTasks.Running(1)), "running", "A handler took it at 2026-11-24T08:15:31.125Z, as attempt 1.", null);
        Says(TestTasks.StandingOf(TestTasks.Done(1)), "done", "It succeeded at 2026-11-24T08:15:32.125Z.", null);
        Says(TestTasks.StandingOf(TestTasks.Cancelled(1)), "done", "It was cancelled at 2026-11-24T08:15:32.125Z.", null);
        Says(
            TestTasks.StandingOf(TestTasks.Failed(1)) with { Error = new string('x', 199) + "😀" }, "done",
            $"It failed at 2026-11-24T08:15:32.125Z: {new string('x', 199)}….", null);
    }

    [Theory]
    [InlineData(2, 1, 12, 12)]
    [InlineData(5, 3, 8, 8)]
    public async Task A_forecast_is_the_time_in_which_the_runs_before_it_end(int ahead, int slots, double p50, double p90)
    {
        TaskStanding task = Waiting with { Ahead = ahead, Handlers = [Alive(Lab with { Slots = slots }, slots)] };
        var explanations = new TaskExplanations(new StandingStore(task, [TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4)]));

        StartForecast forecast = (await explanations.ExplainAsync(task.Id, TestContext.Current.CancellationToken))!.Forecast!;

        Assert.Equal(new StartTimes(At.AddSeconds(p50), At.AddSeconds(p90)), forecast.Start);
        Assert.Equal("2 runs of add in the last hour", forecast.Basis);
    }

    [Fact]
    public async Task A_forecast_is_later_where_runs_differ_and_nothing_where_none_is_known()
    {
        TimeSpan[] runs = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)];
        TaskStanding task = Waiting with { Ahead = 3 };

        TaskExplanation? told = await new TaskExplanations(new StandingStore(task, runs))
            .ExplainAsync(task.Id, TestContext.Current.CancellationToken);
        TaskExplanation? untold = await new TaskExplanations(new StandingStore(task, []))
            .ExplainAsync(task.Id, TestContext.Current.CancellationToken);
        TaskExplanation? uncounted = await new TaskExplanations(new StandingStore(task with { Ahead = 10_001 }, runs))
            .ExplainAsync(task.Id, TestContext.Current.CancellationToken);

        Assert.Equal(At.AddSeconds(16), told!.Forecast!.Start.P50);
        Assert.Equal(21.1, (told.Forecast.Start.P90 - At).TotalSeconds, 1);
        Assert.Null(untold!.Forecast);
        Assert.Null(uncounted!.Forecast);
    }

    private static StandingHandler Alive(MemberEntry entry, int held) => new(entry, held, IsDraining: false, GoneAt: null);

    private static void Says(TaskStanding task, string reason, string sentence, string? advice)
    {
        TaskExplanation said = Explanation.Of(task);
        Assert.Equal((reason, sentence, advice), (said.Reason, said.Sentence, said.Do));
        Assert.Equal((task.Id.Value, task.Since, task.Queue), (said.Id, said.Since, said.Facts.Queue));
    }
}
