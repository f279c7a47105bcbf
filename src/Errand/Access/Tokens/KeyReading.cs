namespace Errand.Access.Tokens;

/// <summary>What became of a key that was read.</summary>
/// <param name="Key">Null when it cannot be used.</param>
/// <param name="Fault">Why it cannot be used, as the rest of a sentence; null when it can, or is there for something else than
/// tokens.</param>
internal readonly record struct KeyReading(TokenKey? Key, string? Fault)
{
    /// <summary>A key that is there for something else, such as encryption.</summary>
    public static readonly KeyReading Other;

    public static KeyReading Of(TokenKey key) => new(key, null);

    public static KeyReading Unfit(string fault) => new(null, fault);
}
