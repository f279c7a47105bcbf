namespace Errand.Access;

/// <summary>Who may use the server.</summary>
internal sealed class AccessOptions
{
    /// <summary>Keys out of the settings. <c>ERRAND_KEY</c>, <c>ERRAND_KEYS</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<GivenKey> Keys { get; set; } = [];

    /// <summary>Tokens of an issuer are accepted, besides keys. The settings <c>JWT_…</c>.</summary>
    /// <value>Default: false.</value>
    public bool AcceptsTokens { get; set; }

    /// <summary>What callers without credentials may do. <c>ERRAND_ANONYMOUS</c>; <c>ERRAND_INSECURE=1</c> makes it all.</summary>
    /// <value>Default: null: everything while the server listens on loopback alone and there are neither keys nor tokens, else
    /// nothing.</value>
    public Scopes? Anonymous { get; set; }

    /// <summary>The server knowingly lets anyone do everything. <c>ERRAND_INSECURE</c>.</summary>
    /// <value>Default: false.</value>
    public bool IsInsecure { get; set; }

    /// <summary>Proxies whose <c>X-Forwarded-*</c> headers count: <c>loopback</c>, networks such as <c>10.0.0.0/8</c>, or <c>*</c> for any.
    /// <c>TRUSTED_PROXIES</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>How many requests a second each caller may send, unless its key says otherwise. <c>RATE_LIMIT</c>.</summary>
    /// <value>Default: null: any number. Range: 0.01 to 1,000,000.</value>
    [Setting("RATE_LIMIT", 0.01, 1_000_000)]
    public double? RateLimit { get; set; }
}
