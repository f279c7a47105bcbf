namespace Errand.Health;

/// <summary>Whether a process can do its work.</summary>
/// <param name="IsReady">It can.</param>
/// <param name="Lines">What keeps it from its work, and what an operator should know besides: a sentence each.</param>
internal sealed record ReadyAnswer(bool IsReady, IReadOnlyList<string> Lines)
{
    /// <summary>The process is about to end.</summary>
    public bool IsStopping { get; init; }

    /// <summary>The store does not answer, so nothing else is known.</summary>
    public bool IsStoreAway { get; init; }
}
