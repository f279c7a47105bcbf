namespace Errand.Storage;

/// <summary>What another process changed in the store. Only a hint: it may be late or lost.</summary>
internal sealed record StoreChange
{
    /// <summary>Something unknown.</summary>
    public static readonly StoreChange Anything = new()
    {
        Queues = null,
        Done = null,
        Cancelled = null,
        IsScheduled = true,
        HasNews = true,
    };

    /// <summary>Where tasks can be claimed now; null: perhaps anywhere.</summary>
    public IReadOnlyList<string>? Queues { get; init; } = [];

    /// <summary>Tasks that are done or gone now; null: perhaps any.</summary>
    public IReadOnlyList<TaskId>? Done { get; init; } = [];

    /// <summary>Running tasks that must stop; null: perhaps any.</summary>
    public IReadOnlyList<TaskId>? Cancelled { get; init; } = [];

    /// <summary>Whether a task waits for an instant now.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>Whether tasks changed in a way that no handler needs to know; known only after
    /// <see cref="IWatchStore.AskForNews"/>.</summary>
    public bool HasNews { get; init; }
}
