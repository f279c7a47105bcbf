namespace Errand;

/// <summary>How full a queue was over time, the most in each bucket. Null where nothing was written down: it was empty, or no janitor
/// lived.</summary>
public sealed record DepthLine
{
    /// <summary>The queue.</summary>
    public required string Key { get; init; }

    /// <summary>How many tasks could start; 100,001 for more than 100,000.</summary>
    public required IReadOnlyList<int?> Ready { get; init; }

    /// <summary>How long the oldest of them could have started, in seconds; null without any.</summary>
    public required IReadOnlyList<double?> Oldest { get; init; }
}
