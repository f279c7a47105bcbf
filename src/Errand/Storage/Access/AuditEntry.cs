namespace Errand.Storage.Access;

/// <summary>What somebody did, for the audit log.</summary>
/// <param name="Actor">Who did it: the subject of a principal.</param>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Target">The task, queue or key that was changed; null when it was none of them alone.</param>
/// <param name="Detail">More about it, as a JSON object of at most 1 KiB; null when there is no more to say.</param>
/// <param name="Address">The address that it came from; null when it came over no network.</param>
internal sealed record AuditEntry(string Actor, string Action, string? Target = null, string? Detail = null, string? Address = null);
