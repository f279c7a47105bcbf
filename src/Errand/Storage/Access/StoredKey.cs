namespace Errand.Storage.Access;

/// <summary>A key as it is stored. The key itself is not.</summary>
internal sealed record StoredKey
{
    public required string Id { get; init; }

    /// <summary>Who its bearer is.</summary>
    public required string Subject { get; init; }

    /// <summary>SHA-256 of the whole key.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>As <see cref="Errand.Scopes"/> prints them.</summary>
    public required string Scopes { get; init; }

    /// <summary>How many requests a second its bearer may send; null: as many as the server's setting says.</summary>
    public double? Rate { get; init; }

    public string? Note { get; init; }

    /// <summary>The subject of who made it.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null while it is not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>About when it was last used, to a minute; null when it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
