using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

public sealed class HistoryFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("errand-history-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Every_kind_of_event_reads_back_as_it_was_written()
    {
        HistoryEvent[] happenings =
        [
            new SubmitSent("client-1", "key \"1\"\n"),
            new SubmitAccepted(1, "key", Replayed: true),
            new SubmitRefused("key", 503),
            new SubmitUnknown("key"),
            new RunStarted(1, 2, "handler", 3),
            new RunEnded(1, 2, RunEnd.Returned, ResultHash.Of("3"u8)),
            new Viewed(1, 17, SeenStatus.Done, 2, SeenOutcome.Succeeded, ResultHash.Of("3"u8)),
            new ProcessStarted("handler1", 3),
            new ProcessSignalled("handler1", 3, "KILL"),
        ];
        var stored = new StoredTask(1, "key", SeenStatus.Done, 2, 3, 0, [1], SeenOutcome.Succeeded, ResultHash.Of("3"u8));

        using var writer = new HistoryWriter(_directory, "test");
        foreach (HistoryEvent? happening in happenings.Append(stored))
        {
            writer.Append(happening);
        }

        HistoryEvent[] events = Read().Events.Select(recorded => recorded.Event with { At = 0 }).ToArray();
        Assert.Equal(happenings, events[..^1]);
        Assert.Equivalent(stored, events[^1], strict: true);
    }

    [Fact]
    public void An_event_is_in_the_file_as_soon_as_it_is_appended()
    {
        // The writer lives, as a process that is killed next never disposes it.
        using var writer = new HistoryWriter(_directory, "test");
        writer.Append(new SubmitUnknown("key"));

        Assert.Single(Read().Events);
    }

    [Fact]
    public async Task Many_threads_and_many_writers_keep_their_lines_whole_and_in_order()
    {
        using var one = new HistoryWriter(_directory, "handler");
        using var other = new HistoryWriter(_directory, "handler");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 250; i++)
            {
                (i % 2 == 0 ? one : other).Append(new SubmitSent($"client-{thread}", $"{thread}-{i}"));
            }
        })));

        History history = Read();
        Assert.Empty(history.Damages);
        Assert.Equal(1000, history.Events.Count);
        Assert.All(history.Events.GroupBy(recorded => recorded.Source), file =>
            Assert.Equal(file.Select(recorded => recorded.Event.At).Order(), file.Select(recorded => recorded.Event.At)));
    }

    [Theory]
    [InlineData("{\"event\":\"submit-unkno", true)]
    [InlineData("{\"event\":\"submit-unknown\",\"key\":\"b\"", true)]
    [InlineData("{\"event\":\"submit-unkno\n", false)]
    [InlineData("{\"event\":\"submit-unkno{\"event\":\"submit-unknown\",\"key\":\"b\",\"at\":1}\n", false)]
    [InlineData("\n", false)]
    [InlineData("{\"event\":\"unheard-of\",\"at\":1}\n", false)]
    [InlineData("{\"event\":\"submit-unknown\",\"at\":1}\n", false)]
    [InlineData("{\"key\":\"b\",\"at\":1}\n", false)]
    public void Only_a_last_line_without_an_end_counts_as_torn_by_a_kill(string tail, bool isTornTail)
    {
        File.WriteAllText(Path.Combine(_directory, "a.jsonl"), "{\"event\":\"submit-unknown\",\"key\":\"a\",\"at\":1}\n" + tail);

        History history = Read();

        Assert.Single(history.Events);
        Assert.Equal(new DamagedLine("a.jsonl", 2, isTornTail), Assert.Single(history.Damages));
        Assert.Equal(isTornTail, CheckReport.Of(history).IsGood);
    }

    private History Read() => HistoryReader.Read(_directory);
}
