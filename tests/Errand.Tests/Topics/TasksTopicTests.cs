using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Topics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Topics;

/// <summary>Which tasks have changed.</summary>
public sealed class TasksTopicTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeTaskStore _store;
    private readonly FakeWatch _watch = new();
    private readonly TaskEvents _events = new(NullLogger<TaskEvents>.Instance);
    private readonly TasksTopic _topic;
    private int _pressed;

    public TasksTopicTests()
    {
        _store = new FakeTaskStore(_time);
        _topic = new TasksTopic(_store, _watch, _events, _time);
        _topic.Begin(() => _pressed++);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_this_process_changed_is_named_with_types_and_queues()
    {
        _store.Put(TestTasks.Waiting(3, "b") with { Queue = "two" });
        _store.Put(TestTasks.Waiting(4, "a") with { Queue = "one" });
        foreach (TaskEventKind kind in Enum.GetValues<TaskEventKind>())
        {
            _events.Publish(new TaskEvent(kind, new TaskId(3)));
        }

        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(4)));
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(5)));

        TasksHint hint = await LookAsync();

        Assert.Equal([5, 4, 3], hint.Ids);
        Assert.False(hint.More);
        Assert.Equal(["a", "b"], hint.Types);
        Assert.Equal(["one", "two"], hint.Queues);
        Assert.Equal(1, _pressed);
        Assert.Null(await _topic.LookAsync(Waiting.Stop));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(100_000, true)]
    public async Task Of_many_changes_200_are_named(int changes, bool isMore)
    {
        for (int id = 1; id <= changes; id++)
        {
            _events.Publish(new TaskEvent(TaskEventKind.Ready, new TaskId(id), "q"));
            _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(id)));
        }

        TasksHint hint = await LookAsync();

        Assert.Equal((200, isMore), (hint.Ids.Count, hint.More));
        Assert.Equal(1, _pressed);
    }

    [Fact]
    public async Task What_others_changed_is_named_if_their_hint_names_it()
    {
        _events.PublishStoreChanged(new StoreChange { Done = [new TaskId(1)], Cancelled = [new TaskId(2)] });
        TasksHint hint = await LookAsync();

        Assert.Equal([2, 1], hint.Ids);
        Assert.False(hint.More);
    }

    [Theory]
    [MemberData(nameof(Vague))]
    public async Task A_hint_that_does_not_name_all_tasks_means_more(string what, string queues)
    {
        StoreChange change = what switch
        {
            "ready" => new StoreChange { Queues = ["q"] },
            "ready anywhere" => new StoreChange { Queues = null },
            "any done" => new StoreChange { Done = null },
            "any cancelled" => new StoreChange { Cancelled = null },
            "scheduled" => new StoreChange { IsScheduled = true },
            "news" => new StoreChange { HasNews = true },
            _ => StoreChange.Anything,
        };
        _events.PublishStoreChanged(change);
        TasksHint hint = await LookAsync();

        Assert.Equal((0, true, queues), (hint.Ids.Count, hint.More, string.Join(',', hint.Queues)));
        Assert.Equal(1, _pressed);
    }

    public static TheoryData<string, string> Vague => new()
    {
        { "ready", "q" }, { "ready anywhere", "" }, { "any done", "" }, { "any cancelled", "" }, { "scheduled", "" }, { "news", "" },
        { "anything", "" },
    };

    [Fact]
    public async Task Changes_that_name_no_task_mean_more()
    {
        _events.PublishTasksChanged("q");
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        TasksHint hint = await LookAsync();
        Assert.True(hint.More);
        Assert.Equal(["q"], hint.Queues);
        Assert.Equal([1], hint.Ids);

        _events.PublishTasksChanged(null);
        hint = await LookAsync();
        Assert.True(hint.More);
        Assert.Empty(hint.Queues);
    }

    [Fact]
    public async Task A_look_that_fails_forgets_nothing()
    {
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        _store.ReadFailure = new StoreUnavailableException("It is away.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _topic.LookAsync(Waiting.Stop));
        _store.ReadFailure = null;

        TasksHint hint = await LookAsync();
        Assert.Equal([1], hint.Ids);
        Assert.False(hint.More);
    }

    [Fact]
    public async Task Who_has_left_hears_nothing_and_who_comes_back_hears_no_more_than_before()
    {
        _topic.End();
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));
        _events.PublishTasksChanged(null);
        _events.PublishStoreChanged(StoreChange.Anything);
        Assert.Equal(0, _pressed);

        _topic.Begin(() => _pressed++);
        Assert.Null(await _topic.LookAsync(Waiting.Stop));
        _events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(2)));
        Assert.Equal([2], (await LookAsync()).Ids);
        Assert.Equal(1, _pressed);
    }

    [Fact]
    public async Task Where_hints_get_lost_more_is_said_once_the_others_have_heard_and_whenever_the_mark_moves()
    {
        _watch.LongestSilence = TimeSpan.FromSeconds(2);
        _topic.End();
        _topic.Begin(() => { });
        Assert.Null(await _topic.LookAsync(Waiting.Stop));
        Assert.Equal(1, _watch.Asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await LookAsync()).More);

        for (int second = 0; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(await _topic.LookAsync(Waiting.Stop));
        }

        Assert.InRange(_watch.Marked, 5, 8);
        _watch.Mark++;
        int looks = 0;
        do
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            looks++;
        }
        while (await _topic.LookAsync(Waiting.Stop) is null);

        Assert.InRange(looks, 1, 11);
        Assert.Null(await _topic.LookAsync(Waiting.Stop));
    }

    private async Task<TasksHint> LookAsync() => Assert.IsType<TasksHint>(await _topic.LookAsync(Waiting.Stop));

    private sealed class FakeWatch : IWatchStore
    {
        public event Action<StoreChange>? Changed
        {
            add { }
            remove { }
        }

        public TimeSpan? LongestSilence { get; set; }

        public int Asked { get; private set; }

        public int Marked { get; private set; }

        public long Mark { get; set; }

        public void AskForNews() => Asked++;

        public Task<long> FindMarkAsync(CancellationToken cancellationToken)
        {
            Marked++;
            return Task.FromResult(Mark);
        }

        public Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
