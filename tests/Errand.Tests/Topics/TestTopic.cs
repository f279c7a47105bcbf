using System.Collections.Concurrent;
using Errand.Topics;

namespace Errand.Tests.Topics;

/// <summary>A topic that a test changes.</summary>
internal sealed class TestTopic(HintTopics topic, string name) : ITopic
{
    private Action _pressed = () => { };
    private ChangeHint? _news;
    private TaskCompletionSource? _hangs;

    public static ChangeHint WholeHint { get; } = Hint(0);

    public HintTopics Topic => topic;

    public string Name => name;

    public ChangeHint Whole => WholeHint;

    /// <summary>How often it was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>How often somebody began to listen, and how often the last one left.</summary>
    public (int Begun, int Ended) Times { get; private set; }

    /// <summary>Thrown by the next look.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    /// <summary>Called in each look.</summary>
    public Action WhileLooking { get; set; } = () => { };

    public static ChangeHint Hint(long id) => new TasksHint { Ids = [id], More = false, Types = [], Queues = [] };

    /// <summary>Whether the next look finds a change.</summary>
    public bool IsChanged => _news is not null;

    public void Change(long id)
    {
        _news = Hint(id);
        _pressed();
    }

    /// <summary>The next look hangs until it is cancelled. The task ends when it has begun.</summary>
    public Task HangAsync() => (_hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Begin(Action pressed)
    {
        _pressed = pressed;
        Times = (Times.Begun + 1, Times.Ended);
    }

    public void End() => Times = (Times.Begun, Times.Ended + 1);

    public async Task<ChangeHint?> LookAsync(CancellationToken cancellationToken)
    {
        Looks++;
        WhileLooking();
        if (Failures.TryDequeue(out Exception? failure))
        {
            throw failure;
        }

        if (_hangs is not null)
        {
            _hangs.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Interlocked.Exchange(ref _news, null);
    }
}
