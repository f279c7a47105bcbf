namespace Errand;

/// <summary>Numbers of a task type.</summary>
public sealed record TypeStats
{
    /// <summary>The task type; <c>_other</c> for those that were too many to count each.</summary>
    public required string Name { get; init; }

    /// <summary>How many of its tasks wait, among the first 10,000 of all that can start and of all that wait for an instant.</summary>
    public int Waiting { get; init; }

    /// <summary>How many of its tasks handlers have, among the first 10,000 of all.</summary>
    public int Running { get; init; }

    /// <summary>How many of its tasks succeeded within the last hour.</summary>
    public long Succeeded { get; init; }

    /// <summary>How many of its tasks failed for good within the last hour.</summary>
    public long Failed { get; init; }

    /// <summary>How many of its tasks were cancelled within the last hour.</summary>
    public long Cancelled { get; init; }

    /// <summary>Half of the runs that ended its tasks within the last hour took no longer, in seconds; null without any.</summary>
    public double? RunP50 { get; init; }

    /// <summary>95 in 100 of these runs took no longer, in seconds; null without any.</summary>
    public double? RunP95 { get; init; }
}
