using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Errand.Access.Tokens;

/// <summary>Reads the keys of an issuer from its address.</summary>
internal sealed class TokenKeySource : IDisposable
{
    private const string Discovery = "/.well-known/openid-configuration";

    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TokenOptions _options;

    /// <summary>No redirects: where keys come from is said in the settings, and nowhere else.</summary>
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MostBytes,
    };

    public TokenKeySource(TokenOptions options) => _options = options;

    /// <summary>Where it begins to read.</summary>
    public Uri Address => _options.JwksUrl ?? new Uri(_options.Authority!.GetLeftPart(UriPartial.Path).TrimEnd('/') + Discovery);

    /// <summary>Whether keys may come from an address: whoever can change them on their way can make tokens.</summary>
    public static bool MayRead(Uri address) => address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>What became of each key.</summary>
    /// <exception cref="HttpRequestException">The address does not answer, or not with keys.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    /// <exception cref="FormatException">What it answers is not what it should be.</exception>
    public async Task<IReadOnlyList<KeyReading>> ReadAsync(CancellationToken cancellationToken)
    {
        Uri address = _options.JwksUrl ?? KeysIn(await LoadAsync(Address, cancellationToken));
        return TokenKeyText.ReadJson(await LoadAsync(address, cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.GetAsync(address, cancellationToken);
        return answer.StatusCode == System.Net.HttpStatusCode.OK
            ? Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken))
            : throw new HttpRequestException(string.Create(
                CultureInfo.InvariantCulture, $"{address.AbsoluteUri} answered with the status {(int)answer.StatusCode}"));
    }

    /// <summary>The address of the keys in a document of OpenID Connect discovery.</summary>
    private Uri KeysIn(string document)
    {
        (string? issuer, string? keys) = Parse(document);
        return issuer != _options.Issuer
            ? throw new FormatException($"{Address.AbsoluteUri} tells of the issuer \"{issuer}\", but JWT_ISSUER is \"{_options.Issuer}\"")
            : Uri.TryCreate(keys, UriKind.Absolute, out Uri? address) && MayRead(address) ? address
            : throw new FormatException($"{Address.AbsoluteUri} has no jwks_uri that is an https address");
    }

    private (string? Issuer, string? Keys) Parse(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return (TextOf(json.RootElement, "issuer"), TextOf(json.RootElement, "jwks_uri"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{Address.AbsoluteUri} does not answer with a JSON object", e);
        }
    }

    private static string? TextOf(JsonElement document, string name) =>
        document.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
