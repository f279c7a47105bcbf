using Errand.Upkeep;

namespace Errand.Tests.Upkeep;

public sealed class PollPaceTests
{
    [Fact]
    public void A_store_whose_hints_are_never_lost_is_not_asked() => Assert.Null(new PollPace(null).Next(found: true));

    [Fact]
    public void The_pause_grows_to_the_longest_while_there_is_nothing()
    {
        var pace = new PollPace(TimeSpan.FromSeconds(2));
        TimeSpan[] pauses = [.. Enumerable.Range(0, 12).Select(_ => pace.Next(found: false)!.Value)];
        Assert.InRange(pauses[0].TotalSeconds, 0.05, 0.15);
        Assert.All(pauses[6..], pause => Assert.InRange(pause.TotalSeconds, 1.8, 2.2));
    }

    [Fact]
    public void Work_that_nobody_told_of_shortens_it_and_work_that_stays_does_not()
    {
        var pace = new PollPace(TimeSpan.FromSeconds(2));
        TimeSpan[] idle = [.. Enumerable.Range(0, 12).Select(_ => pace.Next(found: false)!.Value)];
        TimeSpan[] busy = [.. Enumerable.Range(0, 12).Select(_ => pace.Next(found: true)!.Value)];
        Assert.InRange(idle[^1].TotalSeconds, 1.8, 2.2);
        Assert.InRange(busy[0].TotalSeconds, 0.04, 0.06);
        Assert.InRange(busy[^1].TotalSeconds, 1.8, 2.2);
    }
}
