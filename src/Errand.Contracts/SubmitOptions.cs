
namespace Errand;

/// <summary>The options of one task. What is null is left to the task type, and where that says nothing, to the server.</summary>
public sealed record SubmitOptions
{
    /// <summary>A name of <c>[A-Za-z0-9._-]{1,100}</c>, not beginning with <c>errand.</c>.</summary>
    public string? Queue { get; init; }

    /// <summary>-100 to 100; higher is sooner.</summary>
    public int? Priority { get; init; }

    /// <summary>How long it may not run yet. Not together with <see cref="RunAt"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The instant from which it may run; must lie before the expiry.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>From creation to expiry: 1 second to 10 years.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>How long one run may take: at least a millisecond.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many tries it gets: 1 to 100.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>At most 20 names of <c>[A-Za-z0-9._-]{1,100}</c>, not beginning with <c>errand.</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>1 to 255 visible ASCII characters: two submissions with the same key and the same request are one task.</summary>
    public string? IdempotencyKey { get; init; }
}
