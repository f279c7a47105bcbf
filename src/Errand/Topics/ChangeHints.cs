using Microsoft.Extensions.Logging;

namespace Errand.Topics;

/// <summary>Tells those who look at much that it has changed. One loop looks for all of them; without them it costs nothing.</summary>
internal sealed class ChangeHints : IAsyncDisposable
{
    private readonly WatchedTopic[] _topics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposed = new();
    private readonly AsyncSignal _pressed = new();
    private readonly Task _loop;
    private long _lastNumber;

    public ChangeHints(IEnumerable<ITopic> topics, TimeProvider time, ILogger<ChangeHints> logger)
    {
        _topics = [.. topics.Select(topic => new WatchedTopic(topic, _pressed.Set, time))];
        _time = time;
        _logger = logger;
        _loop = Task.Run(LookAsync);
    }

    /// <summary>The topics that there are, and what they are called.</summary>
    public IReadOnlyList<(string Name, HintTopics Topic)> Topics => [.. _topics.Select(topic => (topic.Name, topic.Topic))];

    /// <summary>Hears of these topics from now on, until it is disposed of.</summary>
    public HintListener Listen(HintTopics topics)
    {
        var listener = new HintListener(this, topics, _time);
        foreach (WatchedTopic topic in Of(listener))
        {
            topic.Add(listener);
        }

        return listener;
    }

    public void Leave(HintListener listener)
    {
        foreach (WatchedTopic topic in Of(listener))
        {
            topic.Remove(listener);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _loop;
    }

    private IEnumerable<WatchedTopic> Of(HintListener listener) => _topics.Where(topic => listener.Topics.HasFlag(topic.Topic));

    private async Task LookAsync()
    {
        while (!_disposed.IsCancellationRequested)
        {
            // Without listeners, until there is one.
            await _pressed.WaitAsync(_topics.Min(topic => topic.UntilLook()), _time, _disposed.Token).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
            foreach (WatchedTopic topic in _topics.Where(topic => topic.UntilLook() == TimeSpan.Zero))
            {
                await LookAsync(topic);
            }
        }
    }

    private async Task LookAsync(WatchedTopic topic)
    {
        try
        {
            await topic.LookAsync(() => ++_lastNumber, _disposed.Token);
            topic.IsFailing = false;
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // We stop.
        }
        catch (Exception e)
        {
            // A later look finds what happened meanwhile.
            if (!topic.IsFailing)
            {
                _logger.LookFailed(topic.Name, e);
                topic.IsFailing = true;
            }
        }
    }
}
