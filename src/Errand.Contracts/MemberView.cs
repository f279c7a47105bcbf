namespace Errand;

/// <summary>A handler or janitor as <c>GET /v1/handlers</c> and <c>GET /v1/janitors</c> show it. A process may be several of
/// them.</summary>
public sealed record MemberView
{
    /// <summary>A new one at each start, and after it was taken for dead; <see cref="TaskView.Handler"/> names it.</summary>
    public required string Id { get; init; }

    /// <summary><c>handler</c> or <c>janitor</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The name of its machine.</summary>
    public required string Host { get; init; }

    /// <summary>The id of its process on that machine.</summary>
    public required int Pid { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>How many tasks it runs at a time; 0 for a janitor.</summary>
    public int Slots { get; init; }

    /// <summary>The queues that a handler serves; null: all of them, or it is a janitor.</summary>
    public IReadOnlyList<string>? Queues { get; init; }

    /// <summary>The task types that a handler can run; null for a janitor.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>How many tasks it has: those that run, and a few that it took ahead.</summary>
    public int RunningCount { get; init; }

    /// <summary>The ids of these tasks, the lowest 1,000 of them.</summary>
    public required IReadOnlyList<long> Running { get; init; }

    /// <summary>When it registered, by its own clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last gave a sign of life, by the store's clock. One that gives none for 15 seconds is taken for dead.</summary>
    public DateTimeOffset LastBeatAt { get; init; }

    /// <summary>The memory of its process, as of its last sign of life.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>When it stopped, or was taken for dead; null while it lives.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>How many tasks were taken over from it; null while it lives.</summary>
    public int? Lost { get; init; }
}
