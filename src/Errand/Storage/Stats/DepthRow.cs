namespace Errand.Storage.Stats;

/// <summary>How full a queue was.</summary>
/// <param name="At">The beginning of the time that this was the most.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Ready">How many tasks could have been claimed; at most <see cref="MaxReady"/>, and one more if there were more.</param>
/// <param name="Oldest">How long the oldest of them had been there; null if there was none.</param>
internal sealed record DepthRow(DateTimeOffset At, string Queue, int Ready, TimeSpan? Oldest)
{
    public const int MaxReady = 100_000;
}
