using Errand.Storage;
using Microsoft.Extensions.Logging;

namespace Errand.Signals;

/// <summary>Notifies the roles of one process of each other's work at once, without asking the store. A hint, never the truth.</summary>
/// <remarks>Listeners run on the publisher's thread and must be quick. What one throws is logged, and does not affect the others.</remarks>
internal sealed class TaskEvents(ILogger<TaskEvents> logger)
{
    private readonly Listeners<TaskEvent> _happened = new(logger.ListenerFailed);
    private readonly Listeners<string> _queueReady = new(logger.ListenerFailed);
    private readonly Listeners<string?> _tasksChanged = new(logger.ListenerFailed);
    private readonly Listeners<StoreChange> _storeChanged = new(logger.ListenerFailed);
    private readonly Listeners<string> _runLost = new(logger.ListenerFailed);
    private readonly Listeners<Refusal> _refused = new(logger.ListenerFailed);

    /// <summary>A change that this process made.</summary>
    public event Action<TaskEvent>? Happened
    {
        add => _happened.Add(value);
        remove => _happened.Remove(value);
    }

    /// <summary>A queue has tasks that can be claimed: found in the store, promoted or rescued.</summary>
    public event Action<string>? QueueReady
    {
        add => _queueReady.Add(value);
        remove => _queueReady.Remove(value);
    }

    /// <summary>This process changed tasks, and does not say which: it promoted, rescued or deleted them, or paused or resumed their queue.
    /// Called with the queue, or with null when they may be of any.</summary>
    public event Action<string?>? TasksChanged
    {
        add => _tasksChanged.Add(value);
        remove => _tasksChanged.Remove(value);
    }

    /// <summary>Another process changed the store.</summary>
    public event Action<StoreChange>? StoreChanged
    {
        add => _storeChanged.Add(value);
        remove => _storeChanged.Remove(value);
    }

    /// <summary>A run of this process ended after it was taken away. Called with the type of its task.</summary>
    public event Action<string>? RunLost
    {
        add => _runLost.Add(value);
        remove => _runLost.Remove(value);
    }

    /// <summary>A request was refused.</summary>
    public event Action<Refusal>? Refused
    {
        add => _refused.Add(value);
        remove => _refused.Remove(value);
    }

    public void Publish(in TaskEvent happened) => _happened.Tell(happened);

    public void PublishQueueReady(string queue) => _queueReady.Tell(queue);

    public void PublishTasksChanged(string? queue) => _tasksChanged.Tell(queue);

    public void PublishStoreChanged(StoreChange change) => _storeChanged.Tell(change);

    public void PublishRunLost(string type) => _runLost.Tell(type);

    public void PublishRefused(in Refusal refusal) => _refused.Tell(refusal);
}
