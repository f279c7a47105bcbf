using Errand.Storage.Postgres.Hints;
using Errand.Storage.Shared;

namespace Errand.Tests.Storage;

public sealed class QueueFrontsTests
{
    private readonly QueueFronts _hints = new();

    [Fact]
    public void A_claim_begins_where_the_one_before_ended()
    {
        Assert.Equal(QueuePlace.Start, _hints.Begin(1));
        _hints.End(1, new QueuePlace(0, 7));
        Assert.Equal(new QueuePlace(0, 7), _hints.Begin(1));
        Assert.Equal(QueuePlace.Start, _hints.Begin(2));
    }

    [Fact]
    public void What_becomes_ready_before_that_place_brings_it_back()
    {
        _hints.Begin(1);
        _hints.End(1, new QueuePlace(0, 7));
        _hints.MadeReady(1, new QueuePlace(0, 9));
        Assert.Equal(new QueuePlace(0, 7), _hints.Begin(1));
        _hints.MadeReady(1, new QueuePlace(-1, 8));
        Assert.Equal(new QueuePlace(-1, 8), _hints.Begin(1));
    }

    [Fact]
    public void What_became_ready_while_a_claim_ran_is_not_passed_over()
    {
        _hints.Begin(1);
        _hints.MadeReady(1, new QueuePlace(0, 3));
        _hints.End(1, new QueuePlace(0, 7));
        Assert.True(_hints.Begin(1).CompareTo(new QueuePlace(0, 3)) <= 0);
    }

    [Fact]
    public void A_claim_that_failed_or_found_nothing_says_nothing()
    {
        _hints.Begin(1);
        _hints.End(1, null);
        Assert.Equal(QueuePlace.Start, _hints.Begin(1));
    }

    [Fact]
    public void When_anything_may_have_happened_every_claim_begins_at_the_start()
    {
        _hints.Begin(1);
        _hints.End(1, new QueuePlace(0, 7));
        _hints.Forget();
        Assert.Equal(QueuePlace.Start, _hints.Begin(1));
    }
}
