namespace Errand;

/// <summary>What was counted of some tasks over time. A count is null in a bucket for which nothing at all was written down.</summary>
public sealed record StatLine
{
    /// <summary>An outcome, a task type or a queue; <c>all</c> for all tasks.</summary>
    public required string Key { get; init; }

    /// <summary>How many were submitted; null throughout for an outcome. What was submitted in a transaction of yours counts even if that
    /// was rolled back.</summary>
    public required IReadOnlyList<long?> Submitted { get; init; }

    /// <summary>How many ended.</summary>
    public required IReadOnlyList<long?> Finished { get; init; }

    /// <summary>Half of the runs that ended them took no longer, in seconds; null without any.</summary>
    public required IReadOnlyList<double?> RunP50 { get; init; }

    /// <summary>95 in 100 of these runs took no longer, in seconds; null without any.</summary>
    public required IReadOnlyList<double?> RunP95 { get; init; }

    /// <summary>Half of them could have started for no longer before they did, in seconds; null without any.</summary>
    public required IReadOnlyList<double?> WaitP50 { get; init; }

    /// <summary>95 in 100 of them could have started for no longer before they did, in seconds; null without any.</summary>
    public required IReadOnlyList<double?> WaitP95 { get; init; }
}
