using System.Text;
using CsCheck;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Shared;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Storage;

public sealed class PostgresHintTests
{
    private const long MaxId = (1L << 53) - 1;

    private readonly QueueFronts _hints = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Guid, Gen.Long.Array[0, 20], Gen.Long.Array[0, 20], Gen.Bool).Sample((from, done, cancelled, scheduled) =>
        {
            var hint = new PostgresHint
            {
                From = from,
                Queues = [new ReadyQueue("default", -100, 1)],
                Done = done.Length == 20 ? null : done,
                Cancelled = cancelled,
                IsScheduled = scheduled,
            };
            var read = PostgresHint.Read(hint.Write());
            Assert.Equivalent(hint, read, strict: true);
        });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"v":2,"f":"00000000-0000-0000-0000-000000000000","q":[],"d":[],"c":[],"s":false}""")]
    public void What_is_not_understood_is_no_hint(string payload) => Assert.Null(PostgresHint.Read(payload));

    [Fact]
    public void The_longest_hint_fits_into_a_payload()
    {
        var changes = new PostgresChanges(_hints, _time);
        for (int i = 0; i < PostgresHint.MaxQueues; i++)
        {
            changes.Ready(i, $"{i,-100}".Replace(' ', 'q'), new QueuePlace(-100, MaxId));
        }

        for (int i = 0; i < PostgresHint.MaxDone; i++)
        {
            changes.Done(new TaskId(MaxId - i));
        }

        for (int i = 0; i < PostgresHint.MaxCancelled; i++)
        {
            changes.Cancelled(new TaskId(MaxId - i));
        }

        PostgresHint hint = changes.Take()!;
        Assert.Equal(PostgresHint.MaxDone, hint.Done!.Count);
        Assert.True(Encoding.UTF8.GetByteCount(hint.Write()) < 8000);
    }

    [Fact]
    public void Too_much_to_name_is_told_as_any()
    {
        var changes = new PostgresChanges(_hints, _time);
        for (int i = 0; i <= PostgresHint.MaxDone; i++)
        {
            changes.Done(new TaskId(i + 1));
        }

        for (int i = 0; i <= PostgresHint.MaxQueues; i++)
        {
            changes.Ready(i, $"queue{i}", new QueuePlace(0, i));
        }

        PostgresHint hint = changes.Take()!;
        Assert.Null(hint.Done);
        Assert.Null(hint.Queues);
        Assert.Empty(hint.Cancelled!);
        Assert.Null(changes.Take());
    }

    [Fact]
    public void After_a_hint_was_lost_the_next_one_says_anything()
    {
        var changes = new PostgresChanges(_hints, _time);
        changes.Lost();
        changes.Done(new TaskId(1));
        PostgresHint hint = changes.Take()!;
        Assert.Null(hint.Queues);
        Assert.Null(hint.Done);
        Assert.Null(hint.Cancelled);
        Assert.True(hint.IsScheduled);
        Assert.Null(changes.Take());
    }

    [Fact]
    public void A_hint_goes_out_early_only_when_none_went_out_lately_and_nothing_else_is_untold()
    {
        var changes = new PostgresChanges(_hints, _time);
        Assert.Equal([7L], changes.TakeEarly([], [7])!.Done);
        Assert.Equal(PostgresChanges.Pause, changes.UntilNext);
        _time.Advance(PostgresChanges.Pause);
        // Else it would wait for the same lock as the one on its way.
        Assert.Null(changes.TakeEarly([], [8]));
        changes.Sent();
        Assert.Equal([8L], changes.TakeEarly([], [8])!.Done);
        changes.Sent();
        Assert.Null(changes.TakeEarly([], [9]));
        changes.Done(new TaskId(9));
        _time.Advance(PostgresChanges.Pause);
        Assert.Equal(TimeSpan.Zero, changes.UntilNext);
        // Else what waits would be told later and later.
        Assert.Null(changes.TakeEarly([], [10]));
        Assert.Equal([9L], changes.Take()!.Done);
        _time.Advance(PostgresChanges.EarlyPause);
        Assert.Null(changes.TakeEarly([], [10]));
        changes.Sent();
        Assert.Equal([10L], changes.TakeEarly([], [10])!.Done);
    }

    [Fact]
    public void A_queue_is_told_with_its_soonest_task()
    {
        var changes = new PostgresChanges(_hints, _time);
        changes.Ready(1, "q", new QueuePlace(0, 5));
        changes.Ready(1, "q", new QueuePlace(-1, 9));
        changes.Ready(1, "q", new QueuePlace(0, 4));
        Assert.Equal([new ReadyQueue("q", -1, 9)], changes.Take()!.Queues);
    }
}
