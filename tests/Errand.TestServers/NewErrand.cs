namespace Errand.TestServers;

/// <summary>A task as a client means to submit it.</summary>
/// <param name="Key">What the client calls it; travels in its args.</param>
/// <param name="Type">The task type.</param>
/// <param name="Ms">An argument of every type that takes time; null where there is none.</param>
/// <param name="Options">Query parameters.</param>
/// <param name="IsKeyed">Sent with an Idempotency-Key, so that it may be sent again.</param>
public sealed record NewErrand(string Key, string Type, int? Ms = null, string Options = "", bool IsKeyed = true)
{
    public object Args => Ms is { } ms ? new { key = Key, ms } : new { key = Key };
}
