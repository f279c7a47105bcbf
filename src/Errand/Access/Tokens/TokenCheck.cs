using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Errand.Access.Tokens;

/// <summary>Checks tokens of the issuer that the settings name: JSON Web Tokens (RFC 7519), by the rules of RFC 8725 and
/// RFC 9068.</summary>
internal sealed class TokenCheck(TokenOptions options, TokenKeys keys, TimeProvider time)
{
    private const string SubjectPrefix = "jwt:";

    private const int MostBytes = 16 * 1024;

    /// <summary>As OpenID Connect has it.</summary>
    private const int LongestSubject = 255;

    private const string Unreadable = "it cannot be read";

    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MostBytes };
    private readonly TokenCache _cache = new(time);

    /// <summary>Whether tokens are accepted, and what a caller has sent is meant to be one: it has dots between its parts, and begins as a
    /// JSON object does in base 64.</summary>
    public bool IsFor(string sent) =>
        options.AreAccepted && sent.StartsWith("ey", StringComparison.Ordinal) && sent.AsSpan().Count('.') >= 2;

    /// <summary>Whose a token is.</summary>
    public ValueTask<TokenVerdict> FindAsync(string sent)
    {
        (UInt128, UInt128) hash = TokenCache.HashOf(sent);
        return _cache.Find(hash, keys.Current) is { } known
            ? ValueTask.FromResult(known)
            : new ValueTask<TokenVerdict>(CheckAsync(sent, hash));
    }

    private async Task<TokenVerdict> CheckAsync(string sent, (UInt128, UInt128) hash)
    {
        TokenContent? token = sent.Length <= MostBytes ? TokenContent.Read(sent) : null;
        TokenKeySet? set = keys.Current;
        if ((token is null ? Unreadable : FaultOfHeader(token) ?? FaultOfTimes(token.Claims)) is not { } fault)
        {
            set = await keys.FindAsync(token!.KeyId);
            if (set is null)
            {
                return TokenVerdict.Open;
            }

            fault = await FaultOfSignatureAsync(sent, token, set);
        }

        TokenVerdict verdict = fault is null ? Accept(token!.Claims) : TokenVerdict.Refuse(fault);
        _cache.Add(hash, set, verdict, token is null ? null : ExpiryOf(token.Claims));
        return verdict;
    }

    /// <summary>Where a token says that its key is (<c>jku</c>, <c>jwk</c>, <c>x5u</c>, <c>x5c</c>) counts for nothing.</summary>
    private string? FaultOfHeader(TokenContent token) =>
        token.Algorithm is not { } algorithm || !options.Algorithms.Contains(algorithm) ? "its algorithm is not accepted"
        : token.Header.TryGetProperty("crit", out _) ? "it asks for an extension (crit)"
        : token.Header.TryGetProperty("cty", out _) ? "it holds something else than claims (cty)"
        : token.Header.TryGetProperty("typ", out JsonElement type) && !IsToken(TokenContent.TextOf(type)) ? "it is of another type (typ)"
        : token.KeyId is null && token.Header.TryGetProperty("kid", out _) ? "the name of its key (kid) is not a text"
        : null;

    /// <summary>Media types are the same in any case, and <c>application/</c> may stand before them.</summary>
    private static bool IsToken(string? type) =>
        type?.ToUpperInvariant() is "JWT" or "AT+JWT" or "APPLICATION/JWT" or "APPLICATION/AT+JWT";

    /// <summary>By our clock; the library has one of its own.</summary>
    private string? FaultOfTimes(JsonElement claims)
    {
        DateTimeOffset now = time.GetUtcNow();
        return ExpiryOf(claims) is not { } end ? "it does not say when it expires (exp)"
            : end <= now - Skew ? "it has expired (exp)"
            : !claims.TryGetProperty("nbf", out JsonElement start) ? null
            : TokenContent.InstantOf(start) is not { } from || from > now + Skew ? "it is not valid yet (nbf)"
            : null;
    }

    private static DateTimeOffset? ExpiryOf(JsonElement claims) =>
        claims.TryGetProperty("exp", out JsonElement end) ? TokenContent.InstantOf(end) : null;

    private async Task<string?> FaultOfSignatureAsync(string sent, TokenContent token, TokenKeySet set)
    {
        SecurityKey[] fit = [.. set.Find(token.KeyId, token.Algorithm!)];
        if (fit.Length == 0)
        {
            return "there is no key of its name (kid) and algorithm (alg)";
        }

        try
        {
            TokenValidationResult result = await _handler.ValidateTokenAsync(new JsonWebToken(sent), RulesFor(fit));
            return !result.IsValid ? FaultOf(result.Exception)
                : SubjectOf(token.Claims) is null ? "its subject (sub) is not a text of 1 to 255 characters without control characters"
                : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return Unreadable; // The library throws its own exceptions or the framework's, depending on what is wrong.
        }
    }

    private TokenValidationParameters RulesFor(SecurityKey[] fit) => new()
    {
        // The library would choose by the name alone, or by a certificate that the token names.
        IssuerSigningKeyResolver = (_, _, _, _) => fit,
        ValidAlgorithms = options.Algorithms,
        ValidIssuer = options.Issuer,
        ValidAudience = options.Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        RequireSignedTokens = true,
        ValidateLifetime = false, // That was done.
        LogValidationExceptions = false,
    };

    private static string FaultOf(Exception exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => "its issuer (iss) is another",
        SecurityTokenInvalidAudienceException => "it is made for another audience (aud)",
        SecurityTokenInvalidSignatureException => "its signature is wrong",
        _ => Unreadable,
    };

    private TokenVerdict Accept(JsonElement claims) => TokenVerdict.Of(new Principal(
        $"{SubjectPrefix}{options.Issuer}#{SubjectOf(claims)}", TokenScopes.Of(claims, options.Claim), PrincipalKind.Token));

    /// <summary>Who the token is of, as any store can hold it; null when it does not say.</summary>
    private static string? SubjectOf(JsonElement claims) =>
        TokenContent.TextOf(claims, "sub") is { Length: >= 1 and <= LongestSubject } subject && !subject.EnumerateRunes().Any(Rune.IsControl)
            ? subject
            : null;
}
