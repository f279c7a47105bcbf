using System.Net;
using Errand.Dashboard.Pages.Home;
using Errand.Dashboard.Parts.Charts;
using Errand.Dashboard.Serving;
using Errand.Dashboard.Tests.Looks;

namespace Errand.Dashboard.Tests.Overview;

public sealed class HomeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 10, 52, 20, TimeSpan.Zero);

    private static readonly ServerStats Stats = new()
    {
        At = Now,
        Waiting = new WaitingCounts(1204, 0, 0, Exact: true),
        Running = 16,
        Slots = 24,
        Stored = new StoredCount(50_000, Exact: false),
        Finished = new FinishedCounts(new OutcomeCounts(0, 0, 0), new OutcomeCounts(38_000, 152, 0), new OutcomeCounts(0, 0, 0)),
        Wait = new TimeQuantiles(0.004, 0.8),
        Run = new TimeQuantiles(2, 12),
        Types = [new TypeStats { Name = "fit", Waiting = 3, Running = 2, Failed = 1, Succeeded = 1, RunP95 = 75 }],
    };

    private static readonly HomeState Well = new(0, HasWaiting: false, OldestReadyAt: null);

    [Fact]
    public void Numbers_are_told_as_people_read_them()
    {
        var tiles = HomeTiles.Of(Stats, null);

        Assert.Equal(("1,204", "16", "of 24 slots"), (tiles.Waiting, tiles.Running, tiles.RunningNote));
        Assert.Equal(("38,152", "0.4 %", "152 in the last hour"), (tiles.Done, tiles.Failed, tiles.FailedNote));
        Assert.Equal(("0.8 s", "half within 4 ms", "12 s"), (tiles.Wait, tiles.WaitNote, tiles.Run));
    }

    [Fact]
    public void What_was_counted_to_a_limit_may_be_more()
    {
        var tiles = HomeTiles.Of(Stats with { Waiting = new WaitingCounts(10_000, 12, 3, Exact: false) }, null);

        Assert.Equal(("10,015+", "10,000 can start, 15 later"), (tiles.Waiting, tiles.WaitingNote));
    }

    [Fact]
    public void Of_a_type_there_are_its_own_numbers_and_none_of_its_waits()
    {
        var tiles = HomeTiles.Of(Stats, "fit");

        Assert.Equal(("3", "2", "2", "50 %", "1 min 15 s"), (tiles.Waiting, tiles.Running, tiles.Done, tiles.Failed, tiles.Run));
        Assert.Null(tiles.Wait);
        Assert.Equal("–", HomeTiles.Of(Stats, "no-such-type").Failed);
    }

    [Theory]
    [InlineData(0, 5, "0 %")]
    [InlineData(1, 99_999, "< 0.1 %")]
    [InlineData(1, 1, "50 %")]
    public void A_small_share_is_not_nothing(int failed, int succeeded, string share) => Assert.Equal(
        share,
        HomeTiles.Of(
            Stats with { Finished = Stats.Finished with { Hour = new OutcomeCounts(succeeded, failed, 0) } }, null).Failed);

    [Fact]
    public async Task When_nothing_is_wrong_it_says_how_long_the_oldest_task_waits()
    {
        string html = await PageAsync([], Well with { HasWaiting = true, OldestReadyAt = Now.AddSeconds(-3) });

        Assert.Contains("Nothing is wrong.", html, StringComparison.Ordinal);
        Assert.Matches("Oldest waiting task:\\s*<span[^>]*data-since=\"2026-11-30T10:52:17.000Z\"", html);
        Assert.Contains("class=\"no-problem all-well\"", html, StringComparison.Ordinal);
        Assert.Contains("No task waits.", await PageAsync([], Well), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_failures_it_does_not_say_that_all_is_well_and_leads_to_them()
    {
        string html = WebUtility.HtmlDecode(await PageAsync([], Well with { Failures = 3 }));

        Assert.DoesNotContain("Nothing is wrong", html, StringComparison.Ordinal);
        Assert.DoesNotContain("all-well", html, StringComparison.Ordinal);
        Assert.Matches("No problem with queues, handlers or the store.\\s*<a [^>]*outcome:failed\\+finished:[^>]*>3 failures in the last hour</a>", html);
    }

    [Theory]
    [InlineData(0, 0, 0, "No task waits.")]
    [InlineData(0, 1, 0, "All tasks that wait are to start later.")]
    [InlineData(0, 0, 2, "All tasks that wait are to start later.")]
    public void Tasks_that_are_to_start_later_are_not_forgotten(int ready, int scheduled, int retry, string words) => Assert.Equal(
        words, HomeState.Of(Stats with { Waiting = new WaitingCounts(ready, scheduled, retry, Exact: true) }).WaitingWords);

    [Fact]
    public void One_failure_is_one() =>
        Assert.Equal("1 failure in the last hour", new HomeState(1, HasWaiting: false, null).FailureWords);

    [Fact]
    public async Task Texts_of_problems_are_text()
    {
        string html = await PageAsync(
            [
                .. HostileTexts.All.Select(text => new ServerProblem
                {
                    Kind = ServerProblemKind.Failing,
                    Severity = ServerProblemSeverity.Warning,
                    Sentence = text,
                    Do = text,
                    Type = text,
                    Search = text,
                }),
            ],
            Well);

        Assert.Contains("30 problems", html, StringComparison.Ordinal);
        Assert.Contains("<summary>25 more</summary>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', html);
    }

    private static Task<string> PageAsync(IReadOnlyList<ServerProblem> problems, HomeState state)
    {
        var range = ChartRange.Of(null);
        return RenderedPart.OfAsync(
            Page.Of<HomePage>(
                PageArea.Home,
                "Home",
                new HomeModel
                {
                    Address = new HomeAddress(range, null),
                    Problems = problems,
                    State = state,
                    Types = ["fit"],
                    Tiles = HomeTiles.Of(Stats, null),
                    Fold = new SeriesFold(range.AxisAt(Now), []),
                }),
            Now);
    }
}
