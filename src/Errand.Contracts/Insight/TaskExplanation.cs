namespace Errand;

/// <summary>Why a task waits, as <c>GET /v1/tasks/{id}/explain</c> says it. It was true at one instant between the request and the
/// answer.</summary>
public sealed record TaskExplanation
{
    /// <summary>The task.</summary>
    public long Id { get; init; }

    /// <summary>One of <see cref="ExplanationReason"/>: the first that holds.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason, for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>Since when the task waits there, runs or is done (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>What the sentence was made from.</summary>
    public required WaitFacts Facts { get; init; }

    /// <summary>When it will start, as far as finished runs tell; null when they tell nothing.</summary>
    public StartForecast? Forecast { get; init; }

    /// <summary>What would help; null when waiting is all there is to do.</summary>
    public string? Do { get; init; }
}
