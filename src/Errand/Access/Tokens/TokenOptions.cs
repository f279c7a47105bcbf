namespace Errand.Access.Tokens;

/// <summary>Whose tokens are accepted.</summary>
internal sealed class TokenOptions
{
    /// <summary>No tokens are.</summary>
    public static readonly TokenOptions None = new();

    /// <summary>Who makes them: <c>iss</c> of each token is exactly that. <c>JWT_ISSUER</c>.</summary>
    /// <value>Default: empty; no tokens are accepted.</value>
    public string Issuer { get; init; } = "";

    /// <summary>Whom they are made for: it is <c>aud</c> of each token, or one of several there. <c>JWT_AUDIENCE</c>.</summary>
    /// <value>Default: empty; required when tokens are accepted.</value>
    public string Audience { get; init; } = "";

    /// <summary>The keys that they are signed with. <c>JWT_KEYS</c>.</summary>
    /// <value>Default: null; they are read from an address.</value>
    public TokenKeySet? Keys { get; init; }

    /// <summary>The file that <see cref="Keys"/> come from.</summary>
    /// <value>Default: null; there is none.</value>
    public string? KeysPath { get; init; }

    /// <summary>Where the keys are. <c>JWT_JWKS_URL</c>.</summary>
    /// <value>Default: none.</value>
    public Uri? JwksUrl { get; init; }

    /// <summary>Where OpenID Connect discovery tells the address of the keys. <c>JWT_AUTHORITY</c>.</summary>
    /// <value>Default: none.</value>
    public Uri? Authority { get; init; }

    /// <summary>The claim that holds the scopes. <c>JWT_CLAIM</c>.</summary>
    /// <value>Default: null: <c>scope</c>, or <c>scp</c> where that is missing.</value>
    public string? Claim { get; init; }

    /// <summary>How tokens may be signed. <c>JWT_ALGORITHMS</c>.</summary>
    /// <value>Default: in all ways that fit the keys.</value>
    public IReadOnlyList<string> Algorithms { get; init; } = TokenAlgorithms.All;

    /// <summary>Whether any tokens are accepted.</summary>
    public bool AreAccepted => Issuer.Length > 0;
}
