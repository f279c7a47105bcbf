using Errand.Storage.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Storage;

public sealed class HintBudgetTests
{
    private static readonly TimeSpan Cost = TimeSpan.FromMicroseconds(27);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1, 1, 0.27)]
    [InlineData(3, 2, 1.62)]
    [InlineData(20, 1, 5.4)]
    [InlineData(20, 20, 108)]
    [InlineData(50, 1, 13.5)]
    [InlineData(50, 50, 675)]
    [InlineData(1000, 1000, 2000)]
    public void The_pause_grows_with_those_who_listen_and_those_who_tell_up_to_two_seconds(int listeners, int tellers, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), HintBudget.Pause(listeners, tellers));

    [Theory]
    [InlineData(20, 1)]
    [InlineData(20, 20)]
    [InlineData(50, 1)]
    [InlineData(50, 10)]
    [InlineData(50, 50)]
    public void All_that_tell_without_end_cost_a_tenth_of_a_processor_together(int listeners, int tellers)
    {
        var (processes, cost) = (Start(listeners, tellers), TimeSpan.Zero);
        TimeSpan span = TimeSpan.FromSeconds(60);
        for (int i = 0; i < span.TotalMilliseconds; i++)
        {
            cost += TellAll(processes) * listeners * Cost;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        // What was saved at the beginning, and until all have heard of all.
        Assert.InRange(cost / span, 0.05, 0.115);
    }

    [Fact]
    public void Who_told_nothing_for_a_while_may_tell_many_single_tasks_one_after_the_other()
    {
        HintBudget budget = Start(50, 1)[0].Budget;
        Assert.InRange(TellUntilItMustWait(budget), 37, 50);
        Assert.Equal(0, TellUntilItMustWait(budget));
        _time.Advance(TimeSpan.FromMilliseconds(135));
        Assert.InRange(TellUntilItMustWait(budget), 10, 13);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(TellUntilItMustWait(budget), 37, 50);
    }

    [Fact]
    public void Whatever_is_saved_two_hints_are_never_closer_than_asked_for()
    {
        var budget = new HintBudget(_time);
        Assert.Equal(TimeSpan.Zero, budget.UntilNext(PostgresChanges.Pause));
        budget.Spend();
        Assert.Equal(PostgresChanges.Pause, budget.UntilNext(PostgresChanges.Pause));
        Assert.Equal(PostgresChanges.EarlyPause, budget.UntilNext(PostgresChanges.EarlyPause));
        _time.Advance(PostgresChanges.Pause);
        Assert.Equal(TimeSpan.Zero, budget.UntilNext(PostgresChanges.Pause));
    }

    [Fact]
    public void Whoever_fell_silent_leaves_its_share_to_the_others()
    {
        (HintBudget Budget, Guid) one = Start(50, 1)[0];
        Enumerable.Range(0, 9).ToList().ForEach(_ => one.Budget.Heard(Guid.NewGuid()));
        Assert.InRange(TellUntilItMustWait(one.Budget), 3, 5);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.InRange(TellUntilItMustWait(one.Budget), 37, 50);
    }

    [Fact]
    public void Who_cannot_listen_takes_it_that_all_tell()
    {
        HintBudget budget = Start(50, 1)[0].Budget;
        budget.IsListening = false;
        Assert.Equal(1, TellUntilItMustWait(budget));
    }

    private List<(HintBudget Budget, Guid Id)> Start(int listeners, int tellers) =>
        [.. Enumerable.Range(0, tellers).Select(_ => (new HintBudget(_time) { Listeners = listeners }, Guid.NewGuid()))];

    /// <summary>Every process that may tell does, and all others hear it.</summary>
    private static int TellAll(List<(HintBudget Budget, Guid Id)> processes)
    {
        int told = 0;
        foreach ((HintBudget budget, Guid id) in processes)
        {
            if (budget.UntilNext(PostgresChanges.EarlyPause) == TimeSpan.Zero)
            {
                budget.Spend();
                told++;
                processes.Where(other => other.Id != id).ToList().ForEach(other => other.Budget.Heard(id));
            }
        }

        return told;
    }

    private static int TellUntilItMustWait(HintBudget budget)
    {
        int told = 0;
        for (; budget.UntilNext(TimeSpan.Zero) == TimeSpan.Zero; told++)
        {
            budget.Spend();
        }

        return told;
    }
}
