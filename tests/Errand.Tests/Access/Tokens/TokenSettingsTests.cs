using Errand.Access.Tokens;
using Errand.Hosting;
using Errand.TestServers;
using Microsoft.Extensions.Configuration;

namespace Errand.Tests.Access.Tokens;

/// <summary>What an operator is told whose settings of tokens are wrong.</summary>
public sealed class TokenSettingsTests
{
    private static readonly SigningKey Key = SigningKey.Rsa("k");
    private static readonly (string, string)[] Complete =
        [("JWT_ISSUER", Claims.Issuer), ("JWT_AUDIENCE", Claims.Audience), ("JWT_KEYS", SigningKey.SetOf(Key))];

    [Fact]
    public void Without_any_of_them_no_tokens_are_accepted()
    {
        ErrandSettings settings = Read();

        Assert.False(settings.Tokens.AreAccepted);
        Assert.False(settings.Access.AcceptsTokens);
    }

    [Fact]
    public void Keys_are_a_text_or_the_path_of_a_file()
    {
        using var folder = new TestFolder();
        foreach (string text in new[] { Key.Pem, SigningKey.SetOf(Key) })
        {
            File.WriteAllText(folder.File("keys"), $"\n{text}\n");
            ErrandSettings byPath = Read([.. Complete, ("JWT_KEYS", folder.File("keys"))]);
            ErrandSettings byText = Read([.. Complete, ("JWT_KEYS", text)]);

            Assert.Equal(byText.Tokens.Keys!.Mark, byPath.Tokens.Keys!.Mark);
            Assert.Equal((folder.File("keys"), null), (byPath.Tokens.KeysPath, byText.Tokens.KeysPath));
            Assert.True(byPath.Access.AcceptsTokens);
        }
    }

    [Fact]
    public void The_list_of_settings_shows_where_keys_are()
    {
        var shown = SettingList.Of(Read(Complete), null).Items.ToDictionary(item => item.Name, item => item.Value);

        Assert.Equal((Claims.Issuer, "1 in the setting"), (shown["JWT_ISSUER"], shown["JWT_KEYS"]));
        Assert.Equal("RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512", shown["JWT_ALGORITHMS"]);
    }

    [Theory]
    [InlineData("", "JWT_AUDIENCE", "JWT_ISSUER is set, but JWT_AUDIENCE is not")]
    [InlineData("", "JWT_ISSUER", "JWT_AUDIENCE is set, but JWT_ISSUER is not")]
    [InlineData("", "JWT_KEYS", "set one of JWT_KEYS, JWT_JWKS_URL and JWT_AUTHORITY")]
    [InlineData("JWT_JWKS_URL=https://id.example/keys", "", "JWT_KEYS and JWT_JWKS_URL are set, but only one of them")]
    [InlineData("JWT_AUTHORITY=https://id.example", "", "JWT_KEYS and JWT_AUTHORITY are set, but only one of them")]
    [InlineData("JWT_JWKS_URL=http://id.example/keys", "JWT_KEYS", "expected an https address")]
    [InlineData("JWT_JWKS_URL=https://me:secret@id.example/keys", "JWT_KEYS", "expected an https address")]
    [InlineData("JWT_JWKS_URL=id.example", "JWT_KEYS", "expected an https address")]
    [InlineData("JWT_AUTHORITY=ftp://id.example", "JWT_KEYS", "expected an https address")]
    [InlineData("JWT_AUTHORITY=file:///etc/passwd", "JWT_KEYS", "expected an https address")]
    [InlineData("JWT_ALGORITHMS=HS256", "", "HS256, are not accepted")]
    [InlineData("JWT_ALGORITHMS=RS256,EdDSA", "", "EdDSA is not supported")]
    [InlineData("JWT_ALGORITHMS=none", "", "\"none\"")]
    [InlineData("JWT_ALGORITHMS=,", "", "take it away to accept all")]
    [InlineData("JWT_ALGORITHMS=ES256", "", "expected one of RS256, RS384, RS512, PS256, PS384, PS512")]
    [InlineData("JWT_KEYS=/nowhere/keys.pem", "", "\"/nowhere/keys.pem\", which cannot be read")]
    [InlineData("JWT_KEYS=/", "", "\"/\", which cannot be read")]
    [InlineData("JWT_KEYS={", "", "JSON Web Key Set")]
    [InlineData("JWT_KEYS={\"keys\":[]}", "", "has no key that tokens are signed with")]
    [InlineData("JWT_KEYS={\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}]}", "", "key 1 of 1 is an Ed25519 or Ed448 key (OKP), and EdDSA is not supported")]
    [InlineData("JWT_KEYS={\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", "", "shared secret")]
    [InlineData("JWT_CLAIM=roles", "JWT_ISSUER JWT_AUDIENCE JWT_KEYS", "JWT_CLAIM is set, but JWT_ISSUER is not")]
    public void A_wrong_one_is_told_in_a_sentence_that_says_what_to_do(string more, string less, string said)
    {
        IEnumerable<(string, string)> settings = Complete.Where(setting => !less.Split(' ').Contains(setting.Item1));
        if (more.Split('=', 2) is [var name, var value])
        {
            settings = settings.Append((name, value));
        }

        string sentence = Assert.Throws<SettingsException>(() => Read([.. settings])).Message;

        Assert.Contains(said, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_is_refused_and_not_shown()
    {
        string sentence = Assert.Throws<SettingsException>(
            () => Read([.. Complete, ("JWT_KEYS", $"{Key.Pem}\n{Key.PrivatePem}")])).Message;

        Assert.Contains("key 2 of 2 is a private key", sentence, StringComparison.Ordinal);
        Assert.Contains("openssl pkey", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void More_keys_than_are_tried_are_refused() => Assert.Contains(
        "101 keys", Assert.Throws<SettingsException>(() => Read(
            [.. Complete, ("JWT_KEYS", SigningKey.SetOf(Enumerable.Repeat(Key, 101)))])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_program_that_does_not_use_keys_may_have_settings_of_these_names_for_itself() =>
        Assert.False(ErrandSettings.Read(ConfigurationOf([("JWT_ISSUER", "me")]), useTokens: false).Tokens.AreAccepted);

    [Fact]
    public void Keys_on_this_machine_need_no_TLS_and_a_realm_has_its_own()
    {
        (string, string)[] settings = [.. Complete.Take(2), ("JWT_JWKS_URL", "http://127.0.0.1:8080/keys")];
        using var realm = new TokenKeySource(Read([.. Complete.Take(2), ("JWT_AUTHORITY", "https://id.example/realms/lab/")]).Tokens);

        Assert.Equal("http://127.0.0.1:8080/keys", Read(settings).Tokens.JwksUrl?.ToString());
        Assert.Equal("https://id.example/realms/lab/.well-known/openid-configuration", realm.Address.ToString());
    }

    private static ErrandSettings Read(params (string, string)[] settings) => ErrandSettings.Read(ConfigurationOf(settings));

    private static IConfigurationRoot ConfigurationOf((string Name, string Value)[] settings)
    {
        Dictionary<string, string?> values = [];
        foreach ((string name, string value) in settings)
        {
            values[name] = value; // The last one counts.
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
