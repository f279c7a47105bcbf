namespace Errand.Storage.Messages;

/// <summary>A handler or janitor, as it registers.</summary>
internal sealed record MemberEntry
{
    public required MemberId Id { get; init; }

    /// <summary><c>handler</c> or <c>janitor</c>.</summary>
    public required string Role { get; init; }

    public required string Host { get; init; }

    public required int Pid { get; init; }

    public required string Version { get; init; }

    /// <summary>How many tasks it runs at a time; 0 for a janitor.</summary>
    public required int Slots { get; init; }

    /// <summary>What it takes on; null for a janitor.</summary>
    public MemberOffer? Offer { get; init; }

    /// <summary>The memory of its process as of its last beat.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>By the clock of its process.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether it claims from a queue. One that does not say what it takes on takes all.</summary>
    public bool Serves(string queue) => Offer?.Serves(queue) != false;

    /// <summary>Whether it can run a task of this type.</summary>
    public bool Has(string type) => Offer?.Types.Contains(type) != false;
}
