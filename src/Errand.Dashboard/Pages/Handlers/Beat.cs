namespace Errand.Dashboard.Pages.Handlers;

/// <summary>The last sign of life of a handler or janitor.</summary>
/// <param name="At">When it was given.</param>
/// <param name="IsLate">Whether the next one should have come.</param>
/// <param name="IsLost">Whether the process is about to be taken for dead.</param>
public sealed record Beat(DateTimeOffset At, bool IsLate, bool IsLost)
{
    /// <summary>They come every 5 seconds. The script says the same of a page that is open (handlers.js).</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>When the process is taken for dead, and others take over its tasks, unless it gives another sign before.</summary>
    public DateTimeOffset End => At + Longest;

    /// <summary>Its colour.</summary>
    public string? Kind => IsLost ? "lost" : IsLate ? "late" : null;

    public static Beat Of(MemberView member, DateTimeOffset now) =>
        new(member.LastBeatAt, now - member.LastBeatAt > Late, now - member.LastBeatAt > Lost);
}
