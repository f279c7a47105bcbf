namespace Errand.Submitting;

/// <summary>The options that tell one request from another.</summary>
internal sealed record HashedOptions(
    string Type, string? Queue, int? Priority, TimeSpan? Delay, long? RunAtTicks, TimeSpan? TimeToLive, TimeSpan? Timeout, int? MaxAttempts,
    IReadOnlyList<string>? Tags);
