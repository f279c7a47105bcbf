using Errand.Web.Http;

namespace Errand.Web.Query;

/// <summary>The options of a submit while they are read, from a query, a header or an envelope.</summary>
internal sealed class OptionsDraft
{
    public string? Queue { get; set; }

    public int? Priority { get; set; }

    public double? Delay { get; set; }

    public DateTimeOffset? RunAt { get; set; }

    public double? Ttl { get; set; }

    public double? Timeout { get; set; }

    public int? MaxAttempts { get; set; }

    public List<string>? Tags { get; set; }

    public string? IdempotencyKey { get; set; }

    public SubmitOptions ToOptions() => new()
    {
        Queue = Queue,
        Priority = Priority,
        Delay = Span(Delay),
        RunAt = RunAt,
        TimeToLive = Span(Ttl),
        Timeout = Span(Timeout),
        MaxAttempts = MaxAttempts,
        Tags = Tags is { Count: > 0 } ? Tags : null, // No tags and an empty list of tags are the same request.
        IdempotencyKey = IdempotencyKey,
    };

    private static TimeSpan? Span(double? seconds) => seconds is { } value ? Seconds.ToTimeSpan(value) : null;
}
