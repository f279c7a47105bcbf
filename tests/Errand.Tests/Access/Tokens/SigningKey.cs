using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Errand.Tests.Access.Tokens;

/// <summary>A key of an issuer, which signs tokens by hand: it shares no code with the server.</summary>
internal sealed class SigningKey
{
    private readonly Func<byte[], byte[]> _sign;

    private SigningKey(string algorithm, string? id, AsymmetricAlgorithm key, JsonObject jwk, Func<byte[], byte[]> sign)
    {
        (Algorithm, Id, _sign) = (algorithm, id, sign);
        if (id is not null)
        {
            jwk["kid"] = id;
        }

        Jwk = jwk.ToJsonString();
        Pem = key.ExportSubjectPublicKeyInfoPem();
        PrivatePem = key.ExportPkcs8PrivateKeyPem();
    }

    public string Algorithm { get; }

    public string? Id { get; }

    /// <summary>The public key.</summary>
    public string Jwk { get; }

    public string Pem { get; }

    public string PrivatePem { get; }

    /// <summary>Of the form <c>{"keys":[…]}</c>.</summary>
    public static string SetOf(params IEnumerable<SigningKey> keys) => $$"""{"keys":[{{string.Join(',', keys.Select(key => key.Jwk))}}]}""";

    public static SigningKey Rsa(string? id = null, string algorithm = "RS256", int bits = 2048)
    {
        var rsa = RSA.Create(bits);
        RSAParameters numbers = rsa.ExportParameters(false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["n"] = Encode(numbers.Modulus!), ["e"] = Encode(numbers.Exponent!) };
        RSASignaturePadding padding = algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return new SigningKey(algorithm, id, rsa, jwk, data => rsa.SignData(data, HashOf(algorithm), padding));
    }

    public static SigningKey Curve(string? id = null, string algorithm = "ES256")
    {
        (ECCurve curve, string name) = algorithm switch
        {
            "ES384" => (ECCurve.NamedCurves.nistP384, "P-384"),
            "ES512" => (ECCurve.NamedCurves.nistP521, "P-521"),
            _ => (ECCurve.NamedCurves.nistP256, "P-256"),
        };
        var key = ECDsa.Create(curve);
        ECParameters numbers = key.ExportParameters(false);
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = name, ["x"] = Encode(numbers.Q.X!), ["y"] = Encode(numbers.Q.Y!) };
        return new SigningKey(algorithm, id, key, jwk, data => key.SignData(data, HashOf(algorithm)));
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>A token with a header of this key.</summary>
    public string Sign(string claims) =>
        Sign(Id is null ? $$"""{"alg":"{{Algorithm}}","typ":"JWT"}""" : $$"""{"alg":"{{Algorithm}}","typ":"JWT","kid":"{{Id}}"}""", claims);

    public string Sign(string header, string claims)
    {
        string signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Encode(_sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static HashAlgorithmName HashOf(string algorithm) => new($"SHA{algorithm[2..]}");
}
