namespace Errand;

/// <summary>A queue as <c>GET /v1/queues</c> shows it.</summary>
public sealed record QueueView
{
    /// <summary>As tasks name it.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="QueueState"/>.</summary>
    public required string State { get; init; }

    /// <summary>How many tasks can start now, up to 10,000.</summary>
    public int Ready { get; init; }

    /// <summary>False when there are more tasks than <see cref="Ready"/> or <see cref="Later"/> says.</summary>
    public bool Exact { get; init; }

    /// <summary>Since when the oldest of the ready tasks can start; of more than 10,000, among those that start first.</summary>
    public DateTimeOffset? OldestReadyAt { get; init; }

    /// <summary>How many tasks wait for an instant, delayed or to be tried again, up to 10,000.</summary>
    public int Later { get; init; }

    /// <summary>How many tasks handlers have: those that run, and a few that were taken ahead.</summary>
    public int Running { get; init; }

    /// <summary>How many tasks the handlers that serve it run at a time, of this queue and others.</summary>
    public int Slots { get; init; }

    /// <summary>The task that starts next, once it can; null when none is ready.</summary>
    public long? Head { get; init; }
}
