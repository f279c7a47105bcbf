using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Errand.Access.Tokens;

namespace Errand.Tests.Access.Tokens;

/// <summary>Which keys are taken, and what is said of the others.</summary>
public sealed class TokenKeyTextTests
{
    private const string EdPem = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----
        """;

    private const string EdJwk = """{"kty":"OKP","crv":"Ed25519","kid":"ed","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";

    private static readonly SigningKey Rsa = SigningKey.Rsa("r");
    private static readonly SigningKey Curve = SigningKey.Curve("c", "ES384");

    [Fact]
    public void A_set_of_keys_is_read_with_their_names()
    {
        TokenKey[] keys = Read(SigningKey.SetOf(Rsa, Curve));

        Assert.Equal(["r", "c"], keys.Select(key => key.Id));
        Assert.Equal(TokenAlgorithms.OfRsa, keys[0].Algorithms);
        Assert.Equal(["ES384"], keys[1].Algorithms);
    }

    [Fact]
    public void Keys_in_PEM_format_are_read_one_after_the_other()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=id.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddYears(50);
        using X509Certificate2 certificate = request.CreateSelfSigned(start, start.AddDays(1));

        TokenKey[] keys = Read($"{Rsa.Pem}\n{Curve.Pem}\n{rsa.ExportRSAPublicKeyPem()}\n{certificate.ExportCertificatePem()}");

        Assert.All(keys, key => Assert.Null(key.Id));
        Assert.Equal([6, 1, 6, 6], keys.Select(key => key.Algorithms.Count));
        Assert.Equal(keys[2].Key.ComputeJwkThumbprint(), keys[3].Key.ComputeJwkThumbprint());
    }

    [Fact]
    public void A_key_that_is_made_for_one_algorithm_is_used_with_no_other() =>
        Assert.Equal(["PS384"], Read(SetOf(Rsa.Jwk.Replace("{", """{"alg":"PS384",""", StringComparison.Ordinal)))[0].Algorithms);

    [Theory]
    [InlineData("""{"use":"enc",""")]
    [InlineData("""{"alg":"RSA-OAEP",""")]
    [InlineData("""{"key_ops":["encrypt"],""")]
    public void A_key_for_something_else_is_passed_over(string start) =>
        Assert.Equal(KeyReading.Other, TokenKeyText.Read(SetOf(Rsa.Jwk.Replace("{", start, StringComparison.Ordinal))).Single());

    [Fact]
    public void What_cannot_be_used_says_why()
    {
        using var weak = RSA.Create(1024);
        using var other = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        string point = Curve.Jwk.Replace("P-384", "P-256", StringComparison.Ordinal);
        (string Text, string Said)[] faults =
        [
            (EdPem, "EdDSA is not supported"),
            (SetOf(EdJwk), "EdDSA is not supported"),
            (SetOf("""{"kty":"oct","k":"c2VjcmV0"}"""), "shared secret"),
            (Rsa.PrivatePem, "private key"),
            (Curve.PrivatePem, "private key"),
            (weak.ExportRSAPrivateKeyPem(), "private key"),
            (SetOf(Rsa.Jwk.Replace("{", """{"d":"AQAB",""", StringComparison.Ordinal)), "private key"),
            (weak.ExportSubjectPublicKeyInfoPem(), "1024 bits"),
            (other.ExportSubjectPublicKeyInfoPem(), "P-256, P-384 and P-521"),
            (SetOf("""{"kty":"EC","crv":"secp256k1","x":"AQ","y":"AQ"}"""), "P-256, P-384 and P-521"),
            (SetOf("""{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}"""), "cannot be read as a key"),
            (SetOf(point), "cannot be read as a key"),
            (SetOf("""{"kty":"RSA","n":"???","e":"AQAB"}"""), "cannot be read as a key"),
            (SetOf("""{"kty":"RSA","e":"AQAB"}"""), "cannot be read as a key"),
            (SetOf("""{"kty":"LWE"}"""), "neither an RSA nor an EC key"),
            (SetOf(Rsa.Jwk.Replace("{", """{"alg":"ES256",""", StringComparison.Ordinal)), "does not fit its kind"),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "cannot be read as a key"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be read as a key"),
            ("-----BEGIN SSH KEY-----\nAAAA\n-----END SSH KEY-----", "SSH KEY"),
        ];
        Assert.All(faults, fault =>
        {
            KeyReading reading = TokenKeyText.Read(fault.Text).Single();
            Assert.Null(reading.Key);
            Assert.Contains(fault.Said, reading.Fault, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"keys":5}""")]
    [InlineData("""{"keys":[5]}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("""{"keys":[{"kty":"RSA"]}""")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n!!!\n-----END PUBLIC KEY-----")]
    public void What_holds_no_keys_says_what_is_expected(string text) =>
        Assert.Contains("expected", Assert.Throws<FormatException>(() => TokenKeyText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_named_key_hides_those_without_a_name_and_without_a_name_all_are_tried()
    {
        TokenKeySet set = new(Read(SetOf(Rsa.Jwk, SigningKey.Rsa().Jwk, Curve.Jwk)));

        Assert.Equal([1, 1, 2, 0, 1, 0], new[]
        {
            set.Find("r", "RS256"), set.Find("x", "RS256"), set.Find(null, "PS512"), set.Find("r", "ES384"), set.Find("c", "ES384"),
            set.Find(null, "ES256"),
        }.Select(keys => keys.Count()));
    }

    [Fact]
    public void Sets_of_the_same_keys_have_the_same_mark()
    {
        Assert.Equal(MarkOf(Rsa.Jwk, Curve.Jwk), MarkOf(Rsa.Jwk, Curve.Jwk));
        Assert.NotEqual(MarkOf(Rsa.Jwk, Curve.Jwk), MarkOf(Rsa.Jwk));
        Assert.NotEqual(MarkOf(Rsa.Jwk), MarkOf(Rsa.Jwk.Replace("\"r\"", "\"q\"", StringComparison.Ordinal)));

        static string MarkOf(params string[] keys) => new TokenKeySet(Read(SetOf(keys))).Mark;
    }

    private static string SetOf(params IEnumerable<string> keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static TokenKey[] Read(string text) => [.. TokenKeyText.Read(text).Select(reading => reading.Key!)];
}
