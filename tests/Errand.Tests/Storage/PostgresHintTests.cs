using System.Text;
using CsCheck;
using Errand.Storage.Postgres;

namespace Errand.Tests.Storage;

public sealed class PostgresHintTests
{
    private const long MaxId = (1L << 53) - 1;

    private readonly ClaimHints _hints = new();

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
            PostgresHint? read = PostgresHint.Read(hint.Write());
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
        var changes = new PostgresChanges(_hints);
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
        var changes = new PostgresChanges(_hints);
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
        var changes = new PostgresChanges(_hints);
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
    public void A_queue_is_told_with_its_soonest_task()
    {
        var changes = new PostgresChanges(_hints);
        changes.Ready(1, "q", new QueuePlace(0, 5));
        changes.Ready(1, "q", new QueuePlace(-1, 9));
        changes.Ready(1, "q", new QueuePlace(0, 4));
        Assert.Equal([new ReadyQueue("q", -1, 9)], changes.Take()!.Queues);
    }
}
