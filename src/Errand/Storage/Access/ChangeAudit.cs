namespace Errand.Storage.Access;

/// <summary>Who asks for a change of tasks or queues. The audit log gets an entry of it in the same transaction, if anything was
/// changed.</summary>
/// <param name="Actor">The subject of a principal.</param>
/// <param name="Address">The address that the request came from; null when it came over no network.</param>
/// <param name="Filter">What was asked for when it was not a single task, as JSON of at most 900 bytes: the entry then tells how many
/// tasks were changed, and not which.</param>
internal sealed record ChangeAudit(string Actor, string? Address, string? Filter = null);
