namespace Errand;

/// <summary>Numbers over time, as <c>GET /v1/stats/series</c> shows them. Each list has one number for each bucket.</summary>
public sealed record StatSeries
{
    /// <summary>The beginning of the first bucket.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The end of the last bucket.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The width of a bucket, in seconds.</summary>
    public int Step { get; init; }

    /// <summary>By outcome: <c>all</c>, <c>succeeded</c>, <c>failed</c> and <c>cancelled</c>; else the types or queues of which there are
    /// numbers, by name.</summary>
    public required IReadOnlyList<StatLine> Series { get; init; }

    /// <summary>How full the queues were that had ready tasks, by name.</summary>
    public required IReadOnlyList<DepthLine> Depth { get; init; }
}
