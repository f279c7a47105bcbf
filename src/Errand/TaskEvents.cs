namespace Errand;

/// <summary>Where the roles of one process hear of each other's work at once, without asking the store. A hint, never the truth.</summary>
/// <remarks>Listeners run on the publisher's thread, must be quick and must not throw.</remarks>
internal sealed class TaskEvents
{
    /// <summary>A change that this process made.</summary>
    public event Action<TaskEvent>? Happened;

    /// <summary>Another process changed the store: anything may have happened.</summary>
    public event Action? StoreChanged;

    public void Publish(in TaskEvent happened) => Happened?.Invoke(happened);

    public void PublishStoreChanged() => StoreChanged?.Invoke();
}
