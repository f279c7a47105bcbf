namespace Errand.Storage.Access;

/// <summary>A key that takes the place of another one: it has the same subject, scopes, rate and note, and lives as long.</summary>
/// <param name="OldId">The key that it takes the place of.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Hash">SHA-256 of the whole key.</param>
/// <param name="CreatedBy">The subject of who made it.</param>
/// <param name="Overlap">For how long the old one is still good.</param>
internal sealed record KeyRotation(string OldId, string Id, ReadOnlyMemory<byte> Hash, string CreatedBy, TimeSpan Overlap);
