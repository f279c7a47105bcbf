namespace Errand.Storage.Access;

/// <summary>A key that is about to be stored.</summary>
internal sealed record NewKey
{
    /// <summary>8 letters and digits; they stand in the key.</summary>
    public required string Id { get; init; }

    /// <summary>Who its bearer is.</summary>
    public required string Subject { get; init; }

    /// <summary>SHA-256 of the whole key, which itself is not stored.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>As <see cref="Errand.Scopes"/> prints them.</summary>
    public required string Scopes { get; init; }

    /// <summary>How many requests a second its bearer may send; null: as many as the server's setting says.</summary>
    public double? Rate { get; init; }

    public string? Note { get; init; }

    /// <summary>The subject of who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From the store's now; null: for ever.</summary>
    public TimeSpan? Lifetime { get; init; }
}
