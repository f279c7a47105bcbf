namespace Errand.Storage.Messages;

/// <summary>A handler's or janitor's sign of life.</summary>
/// <param name="Handler">Who beats.</param>
/// <param name="Lease">How long from the store's now it counts as alive.</param>
/// <param name="Runs">The runs that it knows of.</param>
internal sealed record BeatRequest(MemberId Handler, TimeSpan Lease, IReadOnlyList<RunKey> Runs)
{
    /// <summary>The memory of its process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>It takes on nothing more.</summary>
    public bool IsDraining { get; init; }
}
