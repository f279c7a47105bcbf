namespace Errand.Access.Tokens;

/// <summary>The ways to sign a token that are accepted: all have a public key (RFC 7518).</summary>
/// <remarks>None with a shared secret (HS256 and its like): who can check such a token can make one, and a public key taken for the secret
/// lets anyone make one.</remarks>
internal static class TokenAlgorithms
{
    /// <summary>For RSA keys.</summary>
    public static readonly IReadOnlyList<string> OfRsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    public static readonly IReadOnlyList<string> All = [.. OfRsa, "ES256", "ES384", "ES512"];

    /// <summary>The one of an elliptic curve, by the curve's name in JSON Web Keys; null for other curves.</summary>
    public static string? OfCurve(string? curve) => curve switch
    {
        "P-256" => "ES256",
        "P-384" => "ES384",
        "P-521" => "ES512",
        _ => null,
    };
}
