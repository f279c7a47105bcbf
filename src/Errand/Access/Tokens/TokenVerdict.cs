namespace Errand.Access.Tokens;

/// <summary>What is to be thought of a token.</summary>
/// <param name="By">Who its bearer is; null when it is not good.</param>
/// <param name="Refused">Why it is not good, for the log, with nothing of the token in it; null when it is, or when nobody can
/// tell.</param>
internal readonly record struct TokenVerdict(Principal? By, string? Refused)
{
    /// <summary>Nobody can tell: the keys of tokens were never read.</summary>
    public static readonly TokenVerdict Open;

    public static TokenVerdict Of(Principal by) => new(by, null);

    public static TokenVerdict Refuse(string reason) => new(null, reason);
}
