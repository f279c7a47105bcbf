namespace Errand.Storage.Views;

/// <summary>The waiting tasks, the handlers that could run them and the state of the store, all at one instant.</summary>
internal sealed record WorkFacts
{
    /// <summary>How many ready tasks are looked at of each queue and priority: those that start first.</summary>
    public const int MaxFirst = 20;

    /// <summary>In how many queues and priorities they are looked for.</summary>
    public const int MaxPlaces = 1000;

    /// <summary>How many tasks are looked at that wait for an instant: those that are due first.</summary>
    public const int MaxLater = 200;

    /// <summary>The instant, by the store's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the store would accept a write, as far as that can be known without one.</summary>
    public required bool AcceptsWrites { get; init; }

    /// <summary>When the oldest expired task expired that is not deleted yet; null if there is none. Runs that are being cancelled do not
    /// count.</summary>
    public DateTimeOffset? OldestExpiredAt { get; init; }

    /// <summary>How much room the disk of the store has; null where this process cannot see the disk.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>The length of the log that the store has to keep: SQLite's log, or what PostgreSQL keeps for its replication slots. Null
    /// where it is not known.</summary>
    public long? WalBytes { get; init; }

    /// <summary>The handlers and janitors that live or went within an hour, in no order.</summary>
    public required IReadOnlyList<WorkMember> Members { get; init; }

    /// <summary>The tasks that were looked at, by queue and type, in no order.</summary>
    public required IReadOnlyList<TypeWait> Waiting { get; init; }
}
