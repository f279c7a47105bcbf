using Errand.Storage.Access;

namespace Errand.Storage.Shared.Keys;

/// <summary>Reads keys from the rows of a store, and says what is stored of new ones.</summary>
internal static class KeyRow
{
    public static StoredKey Read(IColumns row) => new()
    {
        Id = row.GetString(0),
        Subject = row.GetString(1),
        Hash = row.GetBytes(2),
        Scopes = row.GetString(3),
        Rate = row.IsNull(4) ? null : row.GetDouble(4),
        Note = row.IsNull(5) ? null : row.GetString(5),
        CreatedBy = row.GetString(6),
        CreatedAt = row.GetInstant(7),
        ExpiresAt = row.IsNull(8) ? null : row.GetInstant(8),
        RevokedAt = row.IsNull(9) ? null : row.GetInstant(9),
        LastUsedAt = row.IsNull(10) ? null : row.GetInstant(10),
    };

    public static StoredKey Of(NewKey key, DateTimeOffset now) => new()
    {
        Id = key.Id,
        Subject = key.Subject,
        Hash = key.Hash,
        Scopes = key.Scopes,
        Rate = key.Rate,
        Note = key.Note,
        CreatedBy = key.CreatedBy,
        CreatedAt = now,
        ExpiresAt = key.Lifetime is { } lifetime ? now + lifetime : null,
    };

    /// <param name="rotation">The new key.</param>
    /// <param name="old">The one that it takes the place of.</param>
    /// <param name="now">When that happens.</param>
    public static StoredKey Of(KeyRotation rotation, StoredKey old, DateTimeOffset now) => new()
    {
        Id = rotation.Id,
        Subject = old.Subject,
        Hash = rotation.Hash,
        Scopes = old.Scopes,
        Rate = old.Rate,
        Note = old.Note,
        CreatedBy = rotation.CreatedBy,
        CreatedAt = now,
        ExpiresAt = old.ExpiresAt is { } end ? now + (end - old.CreatedAt) : null,
    };
}
