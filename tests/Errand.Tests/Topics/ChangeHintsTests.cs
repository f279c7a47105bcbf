using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Topics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Topics;

/// <summary>One loop that looks for all who listen.</summary>
public sealed class ChangeHintsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TestTopic _tasks = new(HintTopics.Tasks, "tasks");
    private readonly TestTopic _queues = new(HintTopics.Queues, "queues");
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _logs;
    private readonly ChangeHints _hints;

    public ChangeHintsTests()
    {
        _logs = new LoggerFactory([_log]);
        _hints = new ChangeHints([_tasks, _queues], _time, new Logger<ChangeHints>(_logs));
    }

    public async ValueTask DisposeAsync()
    {
        await _hints.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task Without_listeners_nothing_is_looked_at()
    {
        _tasks.Change(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        using (HintListener one = _hints.Listen(HintTopics.Tasks))
        {
            await NextAsync(one);
        }

        int looks = _tasks.Looks;
        _tasks.Change(2);
        _time.Advance(TimeSpan.FromMinutes(1));
        using HintListener other = _hints.Listen(HintTopics.Queues);
        await NextAsync(other);

        Assert.Equal(looks, _tasks.Looks);
        Assert.Equal(((1, 1), (1, 0)), (_tasks.Times, _queues.Times));
    }

    [Fact]
    public async Task The_first_hint_of_each_topic_says_look_and_comes_without_a_change()
    {
        using HintListener listener = _hints.Listen(HintTopics.Tasks | HintTopics.Queues);
        var first = new List<HintEvent>();
        while (first.Count < 2)
        {
            first.AddRange(await NextAsync(listener));
        }

        Assert.Equal(["tasks", "queues"], first.Select(news => news.Name));
        Assert.All(first, news => Assert.Same(TestTopic.WholeHint, news.Hint));
    }

    [Fact]
    public async Task A_change_is_hinted_at_once_and_then_once_a_second()
    {
        using HintListener listener = await ListenAsync();
        await RestAsync();
        DateTimeOffset start = _time.GetUtcNow();
        _tasks.Change(1);
        Assert.Equal([1], Ids(await NextAsync(listener)));

        Assert.Equal(start, _time.GetUtcNow());
        _tasks.Change(2);
        _tasks.Change(3);
        Task<IReadOnlyList<HintEvent>> next = listener.NextAsync(null, Waiting.Stop);
        Assert.Equal([3], Ids(await _time.TurnUntilAsync(next)));
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task All_listeners_get_the_same_hint_and_share_its_text()
    {
        using HintListener one = await ListenAsync(), other = await ListenAsync();
        await RestAsync();
        _tasks.Change(7);
        (HintEvent first, HintEvent second) = (Assert.Single(await NextAsync(one)), Assert.Single(await NextAsync(other)));

        Assert.Same(first, second);
        int written = 0;
        byte[] Write(HintEvent news)
        {
            written++;
            return [1];
        }

        Assert.Equal(first.Written(Write), second.Written(Write));
        Assert.Equal(1, written);
    }

    [Fact]
    public async Task One_who_comes_later_is_told_to_look_and_the_others_are_not()
    {
        using HintListener early = await ListenAsync();
        Task<IReadOnlyList<HintEvent>> none = early.NextAsync(null, Waiting.Stop);
        using HintListener late = _hints.Listen(HintTopics.Tasks);
        Task<IReadOnlyList<HintEvent>> first = late.NextAsync(null, Waiting.Stop);
        Assert.Same(TestTopic.WholeHint, Assert.Single(await _time.TurnUntilAsync(first)).Hint);

        Assert.False(none.IsCompleted);
        _tasks.Change(5);
        Assert.Equal([5], Ids(await _time.TurnUntilAsync(none)));
        Assert.Equal([5], Ids(await NextAsync(late)));
        Assert.Equal((1, 0), _tasks.Times);
    }

    [Fact]
    public async Task One_who_comes_with_a_change_is_told_to_look_though_the_others_get_the_change()
    {
        using HintListener early = await ListenAsync();
        HintListener? late = null;
        // After the look has begun: only the next one sees all changes before this moment.
        _tasks.WhileLooking = () => late ??= _tasks.IsChanged ? _hints.Listen(HintTopics.Tasks) : null;
        _tasks.Change(5);
        Task<IReadOnlyList<HintEvent>> next = early.NextAsync(null, Waiting.Stop);
        HintEvent change = Assert.Single(await _time.TurnUntilAsync(next));

        Task<IReadOnlyList<HintEvent>> first = late!.NextAsync(null, Waiting.Stop);
        HintEvent look = Assert.Single(await _time.TurnUntilAsync(first));
        Assert.Equal([5], Ids([change]));
        Assert.Same(TestTopic.WholeHint, look.Hint);
        Assert.True(look.Number > change.Number);
        late.Dispose();
    }

    [Fact]
    public async Task One_who_does_not_keep_up_is_told_to_look()
    {
        using HintListener slow = await ListenAsync(), fast = await ListenAsync();
        foreach (int id in new[] { 1, 2, 3 })
        {
            _tasks.Change(id);
            Task<IReadOnlyList<HintEvent>> next = fast.NextAsync(null, Waiting.Stop);
            Assert.Equal([id], Ids(await _time.TurnUntilAsync(next)));
        }

        HintEvent only = Assert.Single(await NextAsync(slow));
        Assert.Same(TestTopic.WholeHint, only.Hint);
    }

    [Fact]
    public async Task A_look_that_fails_is_repeated_a_second_later_and_owes_what_it_owed()
    {
        _tasks.Failures.Enqueue(new StoreUnavailableException("It is away."));
        using HintListener listener = _hints.Listen(HintTopics.Tasks);
        Task<IReadOnlyList<HintEvent>> first = listener.NextAsync(null, Waiting.Stop);
        Assert.Same(TestTopic.WholeHint, Assert.Single(await _time.TurnUntilAsync(first)).Hint);
        Assert.True(_tasks.Looks >= 2);
    }

    [Fact]
    public async Task The_first_failure_of_an_outage_is_logged_and_so_is_the_first_of_the_next()
    {
        using HintListener listener = await ListenAsync();
        for (int outage = 1; outage <= 2; outage++)
        {
            _tasks.Failures.Enqueue(new StoreUnavailableException("It is away."));
            _tasks.Failures.Enqueue(new StoreUnavailableException("It is still away."));
            _tasks.Change(outage);
            Task<IReadOnlyList<HintEvent>> next = listener.NextAsync(null, Waiting.Stop);
            Assert.Equal([outage], Ids(await _time.TurnUntilAsync(next)));
            await RestAsync();

            Assert.Equal(Enumerable.Repeat(6101, outage), _log.Lines.Select(line => line.Id.Id));
            Assert.All(_log.Lines, line => Assert.StartsWith("What changed in tasks cannot be read", line.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_a_look_is_no_failure()
    {
        using HintListener listener = await ListenAsync();
        await RestAsync();
        Task looking = _tasks.HangAsync();
        _tasks.Change(1);
        await looking;

        await _hints.DisposeAsync();

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task After_a_look_that_took_long_the_pause_is_longer()
    {
        using HintListener listener = await ListenAsync();
        DateTimeOffset since = default;
        _tasks.WhileLooking = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(0.2));
            since = _time.GetUtcNow();
            _tasks.WhileLooking = () => { };
        };
        _tasks.Change(1);
        Task<IReadOnlyList<HintEvent>> first = listener.NextAsync(null, Waiting.Stop);
        await _time.TurnUntilAsync(first);
        _tasks.Change(2);
        Task<IReadOnlyList<HintEvent>> second = listener.NextAsync(null, Waiting.Stop);
        await _time.TurnUntilAsync(second);

        Assert.True(_time.GetUtcNow() - since >= TimeSpan.FromSeconds(1.8));
    }

    /// <summary>Turns the clock until the last hint is long past.</summary>
    private async Task RestAsync()
    {
        for (int looks = _tasks.Looks; _tasks.Looks == looks;)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Waiting.Stop);
        }
    }

    /// <summary>One who listens to tasks and has had the first hint.</summary>
    private async Task<HintListener> ListenAsync()
    {
        HintListener listener = _hints.Listen(HintTopics.Tasks);
        Task<IReadOnlyList<HintEvent>> first = listener.NextAsync(null, Waiting.Stop);
        await _time.TurnUntilAsync(first);
        return listener;
    }

    private static Task<IReadOnlyList<HintEvent>> NextAsync(HintListener listener) => listener.NextAsync(null, Waiting.Stop).Soon();

    private static IEnumerable<long> Ids(IReadOnlyList<HintEvent> events) => events.SelectMany(news => ((TasksHint)news.Hint).Ids);
}
