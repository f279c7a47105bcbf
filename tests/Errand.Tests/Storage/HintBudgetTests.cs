using Errand.Storage.Postgres.Hints;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Storage;

public sealed class HintBudgetTests
{
    private static readonly TimeSpan Cost = TimeSpan.FromMicroseconds(70);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1, 1, 0.7)]
    [InlineData(3, 2, 4.2)]
    [InlineData(20, 1, 14)]
    [InlineData(20, 20, 280)]
    [InlineData(50, 1, 35)]
    [InlineData(50, 50, 1750)]
    [InlineData(1000, 1000, 2000)]
    public void The_pause_grows_with_listeners_and_senders_up_to_two_seconds(int listeners, int senders, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), HintBudget.Pause(listeners, senders));

    [Theory]
    [InlineData(20, 1)]
    [InlineData(20, 20)]
    [InlineData(50, 1)]
    [InlineData(50, 10)]
    [InlineData(50, 50)]
    public void All_that_send_all_the_time_cost_a_tenth_of_a_processor_together(int listeners, int senders)
    {
        (List<(HintBudget Budget, Guid Id)>? processes, TimeSpan cost) = (Start(listeners, senders), TimeSpan.Zero);
        var span = TimeSpan.FromSeconds(60);
        for (int i = 0; i < span.TotalMilliseconds; i++)
        {
            cost += SendAll(processes) * listeners * Cost;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        // A little more for what was saved up at first, and until all know of each other.
        Assert.InRange(cost / span, 0.05, 0.115);
    }

    [Fact]
    public void A_process_that_sent_nothing_for_a_while_may_send_many_hints_one_after_the_other()
    {
        HintBudget budget = Start(50, 1)[0].Budget;
        Assert.InRange(SendUntilItMustWait(budget), 14, 19);
        Assert.Equal(0, SendUntilItMustWait(budget));
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.InRange(SendUntilItMustWait(budget), 7, 9);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(SendUntilItMustWait(budget), 14, 19);
    }

    [Fact]
    public void Two_hints_are_never_closer_than_asked_for()
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
    public void The_share_of_a_process_that_fell_silent_goes_to_the_others()
    {
        (HintBudget Budget, Guid) one = Start(50, 1)[0];
        Enumerable.Range(0, 9).ToList().ForEach(_ => one.Budget.Heard(Guid.NewGuid()));
        Assert.InRange(SendUntilItMustWait(one.Budget), 2, 4);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.InRange(SendUntilItMustWait(one.Budget), 14, 19);
    }

    [Fact]
    public void A_process_that_cannot_listen_assumes_that_all_send()
    {
        HintBudget budget = Start(50, 1)[0].Budget;
        budget.IsListening = false;
        Assert.Equal(1, SendUntilItMustWait(budget));
    }

    private List<(HintBudget Budget, Guid Id)> Start(int listeners, int senders) =>
        [.. Enumerable.Range(0, senders).Select(_ => (new HintBudget(_time) { Listeners = listeners }, Guid.NewGuid()))];

    /// <summary>Each process that may send a hint does, and all others receive it.</summary>
    private static int SendAll(List<(HintBudget Budget, Guid Id)> processes)
    {
        int sent = 0;
        foreach ((HintBudget budget, Guid id) in processes)
        {
            if (budget.UntilNext(PostgresChanges.EarlyPause) == TimeSpan.Zero)
            {
                budget.Spend();
                sent++;
                processes.Where(other => other.Id != id).ToList().ForEach(other => other.Budget.Heard(id));
            }
        }

        return sent;
    }

    private static int SendUntilItMustWait(HintBudget budget)
    {
        int sent = 0;
        for (; budget.UntilNext(TimeSpan.Zero) == TimeSpan.Zero; sent++)
        {
            budget.Spend();
        }

        return sent;
    }
}
