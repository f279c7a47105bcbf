namespace Errand;

/// <summary>Which numbers over time.</summary>
public sealed record StatSeriesOptions
{
    /// <summary>The width of a bucket: 10 seconds, for the last hour only; 60 seconds, for the last day only; or 3,600 seconds, for the
    /// last 90 days.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first bucket is the one that this is in; null: 60 buckets before the end.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The last bucket ends here, or is the one that this is in; null: now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>What there is a series for.</summary>
    public StatGroup By { get; init; }

    /// <summary>Tasks of this type only; null: of all.</summary>
    public string? Type { get; init; }

    /// <summary>Tasks of this queue only; null: of all.</summary>
    public string? Queue { get; init; }
}
