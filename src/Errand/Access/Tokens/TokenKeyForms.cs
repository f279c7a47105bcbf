using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Errand.Access.Tokens;

/// <summary>Makes keys that check tokens out of what issuers publish, and says of each other one why it does not.</summary>
internal static class TokenKeyForms
{
    private const int LeastBits = 2048;
    private const string Rsa = "RSA";
    private const string Curve = "EC";

    private const string NoEdDsa =
        "is an Ed25519 or Ed448 key (OKP), and EdDSA is not supported; use an RSA key, or an EC key on P-256, P-384 or P-521";

    private const string IsSecret =
        "is a shared secret (oct): whoever can check such tokens can make them, so HS256 and its like are not accepted; use an RSA or EC key";

    private const string IsPrivate =
        "is a private key, which only the issuer of tokens may have; give the public key alone, as `openssl pkey -in FILE -pubout` writes it";

    private const string OtherCurve = "is on another curve than P-256, P-384 and P-521";
    private const string Unreadable = "cannot be read as a key";

    public static KeyReading OfJson(JsonWebKey key) => key switch
    {
        { Kty: "oct" } => KeyReading.Unfit(IsSecret),
        { D: { Length: > 0 } } => KeyReading.Unfit(IsPrivate),
        { Kty: "OKP" } => KeyReading.Unfit(NoEdDsa),
        { Use: not (null or "" or "sig") } => KeyReading.Other,
        { KeyOps: { Count: > 0 } uses } when !uses.Contains("verify") => KeyReading.Other,
        { Alg: { Length: > 0 } alg } when !TokenAlgorithms.All.Contains(alg) => KeyReading.Other,
        { Kty: Rsa } => OfRsa(key.Kid, key.Alg, key.N, key.E),
        { Kty: Curve } => OfCurve(key.Kid, key.Alg, key.Crv, key.X, key.Y),
        _ => KeyReading.Unfit("is neither an RSA nor an EC key"),
    };

    /// <param name="label">What stands in its first line, such as <c>PUBLIC KEY</c>.</param>
    /// <param name="data">What stands between its lines, decoded.</param>
    public static KeyReading OfPem(string label, byte[] data)
    {
        if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
        {
            return KeyReading.Unfit(IsPrivate);
        }

        try
        {
            return label switch
            {
                "PUBLIC KEY" => OfPublicKey(PublicKey.CreateFromSubjectPublicKeyInfo(data, out _)),
                "CERTIFICATE" => OfCertificate(data),
                "RSA PUBLIC KEY" => OfRsaPublicKey(data),
                _ => KeyReading.Unfit($"is none of PUBLIC KEY, RSA PUBLIC KEY and CERTIFICATE, but {label}"),
            };
        }
        catch (CryptographicException)
        {
            return KeyReading.Unfit(Unreadable);
        }
    }

    private static KeyReading OfCertificate(byte[] data)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(data);
        return OfPublicKey(certificate.PublicKey);
    }

    private static KeyReading OfRsaPublicKey(byte[] data)
    {
        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(data, out _);
        return OfRsa(rsa);
    }

    private static KeyReading OfPublicKey(PublicKey key)
    {
        switch (key.Oid.Value)
        {
            case "1.2.840.113549.1.1.1":
                using (RSA rsa = key.GetRSAPublicKey()!)
                {
                    return OfRsa(rsa);
                }

            case "1.2.840.10045.2.1":
                using (ECDsa ec = key.GetECDsaPublicKey()!)
                {
                    return OfCurve(ec.ExportParameters(includePrivateParameters: false));
                }

            case "1.3.101.112" or "1.3.101.113":
                return KeyReading.Unfit(NoEdDsa);
            default:
                return KeyReading.Unfit("is neither an RSA nor an EC key");
        }
    }

    private static KeyReading OfRsa(RSA rsa)
    {
        RSAParameters numbers = rsa.ExportParameters(includePrivateParameters: false);
        return OfRsa(null, null, Base64UrlEncoder.Encode(numbers.Modulus), Base64UrlEncoder.Encode(numbers.Exponent));
    }

    private static KeyReading OfCurve(ECParameters numbers)
    {
        string? curve = numbers.Curve.Oid?.Value switch
        {
            "1.2.840.10045.3.1.7" => "P-256",
            "1.3.132.0.34" => "P-384",
            "1.3.132.0.35" => "P-521",
            _ => null,
        };
        return OfCurve(null, null, curve, Base64UrlEncoder.Encode(numbers.Q.X), Base64UrlEncoder.Encode(numbers.Q.Y));
    }

    private static KeyReading OfRsa(string? id, string? algorithm, string? modulus, string? exponent)
    {
        if (!TryDecode(modulus, out byte[] n) || !TryDecode(exponent, out byte[] e))
        {
            return KeyReading.Unfit(Unreadable);
        }

        long bits = new System.Numerics.BigInteger(n, isUnsigned: true, isBigEndian: true).GetBitLength();
        if (bits < LeastBits)
        {
            return KeyReading.Unfit(string.Create(
                CultureInfo.InvariantCulture, $"has {bits} bits; an RSA key needs at least {LeastBits}"));
        }

        var key = new JsonWebKey { Kid = id, Kty = Rsa, N = modulus, E = exponent };
        return Check(key, algorithm, TokenAlgorithms.OfRsa, () => RSA.Create(new RSAParameters { Modulus = n, Exponent = e }));
    }

    private static KeyReading OfCurve(string? id, string? algorithm, string? curve, string? x, string? y)
    {
        if (TokenAlgorithms.OfCurve(curve) is not { } fit)
        {
            return KeyReading.Unfit(OtherCurve);
        }

        if (!TryDecode(x, out byte[] first) || !TryDecode(y, out byte[] second))
        {
            return KeyReading.Unfit(Unreadable);
        }

        var key = new JsonWebKey { Kid = id, Kty = Curve, Crv = curve, X = x, Y = y };
        return Check(key, algorithm, [fit], () => ECDsa.Create(new ECParameters
        {
            Curve = CurveOf(fit),
            Q = new ECPoint { X = first, Y = second },
        }));
    }

    private static ECCurve CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    /// <summary>Better now than when a token comes: a point may not lie on its curve.</summary>
    /// <param name="key">The key.</param>
    /// <param name="only">The one algorithm that its owner uses it with; null or empty: it is not said.</param>
    /// <param name="fit">All that fit its kind.</param>
    /// <param name="make">Makes a key of the framework out of it.</param>
    private static KeyReading Check(JsonWebKey key, string? only, IReadOnlyList<string> fit, Func<AsymmetricAlgorithm> make)
    {
        try
        {
            make().Dispose();
        }
        catch (CryptographicException)
        {
            return KeyReading.Unfit(Unreadable);
        }

        return string.IsNullOrEmpty(only) ? KeyReading.Of(new TokenKey(key.Kid, key, fit))
            : fit.Contains(only) ? KeyReading.Of(new TokenKey(key.Kid, key, [only]))
            : KeyReading.Unfit($"is to be used with {only}, which does not fit its kind");
    }

    private static bool TryDecode(string? text, out byte[] bytes)
    {
        try
        {
            bytes = string.IsNullOrEmpty(text) ? [] : Base64UrlEncoder.DecodeBytes(text);
        }
        catch (FormatException)
        {
            bytes = [];
        }

        return bytes.Length > 0;
    }
}
