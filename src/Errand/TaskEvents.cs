namespace Errand;

/// <summary>Where the roles of one process hear of each other's work at once, without asking the store. A hint, never the truth.</summary>
/// <remarks>Listeners run on the publisher's thread, must be quick and must not throw.</remarks>
internal sealed class TaskEvents
{
    /// <summary>A change that this process made.</summary>
    public event Action<TaskEvent>? Happened;

    /// <summary>Another process changed the store.</summary>
    public event Action<StoreChange>? StoreChanged;

    public void Publish(in TaskEvent happened) => Happened?.Invoke(happened);

    public void PublishStoreChanged(StoreChange change) => StoreChanged?.Invoke(change);
}
