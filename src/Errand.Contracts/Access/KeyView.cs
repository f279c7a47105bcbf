namespace Errand;

/// <summary>A key of a caller. The key itself is nowhere to be seen.</summary>
public sealed record KeyView
{
    /// <summary>What names it: 8 letters and digits, which stand in the key too.</summary>
    public required string Id { get; init; }

    /// <summary>Whose key it is. A key that takes the place of another has the same name.</summary>
    public required string Name { get; init; }

    /// <summary>What its bearer may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>How many requests a second its bearer may send; null: as many as the setting <c>RATE_LIMIT</c> says.</summary>
    public double? Rate { get; init; }

    /// <summary>What it is for, for people; null when nobody said it.</summary>
    public string? Note { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used, to about a minute; null when it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
