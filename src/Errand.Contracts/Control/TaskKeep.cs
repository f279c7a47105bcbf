namespace Errand;

/// <summary>Somebody asked to keep a task.</summary>
/// <param name="Until">When it is to expire instead of at its own time (UTC); null: never.</param>
/// <param name="Note">Why, as they wrote it.</param>
public sealed record TaskKeep(DateTimeOffset? Until, string? Note);
