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

    /// <summary>By the clock of its process.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
