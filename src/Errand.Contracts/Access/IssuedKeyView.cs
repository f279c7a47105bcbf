namespace Errand;

/// <summary>A key that was just made.</summary>
public sealed record IssuedKeyView
{
    /// <summary>What names it: 8 letters and digits, which stand in the key too.</summary>
    public required string Id { get; init; }

    /// <summary>Whose key it is.</summary>
    public required string Name { get; init; }

    /// <summary>The key itself, in this answer alone: the server keeps only a hash of it.</summary>
    public required string Key { get; init; }

    /// <summary>What its bearer may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>How many requests a second its bearer may send; null: as many as the setting <c>RATE_LIMIT</c> says.</summary>
    public double? Rate { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What it is for, for people; null when nobody said it.</summary>
    public string? Note { get; init; }
}
