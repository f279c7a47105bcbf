using System.Globalization;

namespace Errand.Access.Tokens;

/// <summary>Reads whose tokens are accepted out of the settings <c>JWT_…</c>.</summary>
/// <param name="text">A setting by its name; null when it is not there.</param>
internal sealed class TokenSettings(Func<string, string?> text)
{
    private const string Issuer = "JWT_ISSUER";
    private const string Audience = "JWT_AUDIENCE";
    private const string Keys = "JWT_KEYS";
    private const string JwksUrl = "JWT_JWKS_URL";
    private const string Authority = "JWT_AUTHORITY";
    private const string Claim = "JWT_CLAIM";
    private const string Algorithms = "JWT_ALGORITHMS";

    private static readonly string[] Names = [Issuer, Audience, Keys, JwksUrl, Authority, Claim, Algorithms];

    /// <exception cref="SettingsException">One of them is wrong, or missing beside the others.</exception>
    public TokenOptions Read()
    {
        var given = Names.Select(name => KeyValuePair.Create(name, text(name)))
            .Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!);
        if (given.Count == 0)
        {
            return TokenOptions.None;
        }

        string[] sources = [.. new[] { Keys, JwksUrl, Authority }.Where(given.ContainsKey)];
        IReadOnlyList<string> algorithms = AlgorithmsOf(given.GetValueOrDefault(Algorithms));
        string? keys = given.GetValueOrDefault(Keys);
        return new TokenOptions
        {
            Issuer = Needed(given, Issuer, "the issuer of the tokens to accept, their claim iss"),
            Audience = Needed(given, Audience, "the audience that they are made for, their claim aud"),
            Keys = CheckSources(sources) && keys is not null ? KeysOf(keys, algorithms) : null,
            KeysPath = keys is not null && !TokenKeyText.IsKeys(keys) ? keys : null,
            JwksUrl = AddressOf(given, JwksUrl, "https://id.example/keys.json"),
            Authority = AddressOf(given, Authority, "https://id.example"),
            Claim = given.GetValueOrDefault(Claim),
            Algorithms = algorithms,
        };
    }

    private static string Needed(Dictionary<string, string> given, string name, string meaning) =>
        given.TryGetValue(name, out string? value) ? value
            : throw new SettingsException($"{First(given)} is set, but {name} is not; set it to {meaning}.");

    private static string First(Dictionary<string, string> given) => Names.First(given.ContainsKey);

    /// <summary>Exactly one says where the keys are.</summary>
    private static bool CheckSources(string[] sources) => sources switch
    {
        [_] => true,
        [] => throw new SettingsException(
            $"{Issuer} is set, but nothing says where the keys of its tokens are; set one of {Keys}, {JwksUrl} and {Authority}."),
        _ => throw new SettingsException(
            $"{string.Join(" and ", sources)} are set, but only one of them can say where the keys of tokens are; take the others away."),
    };

    private static Uri? AddressOf(Dictionary<string, string> given, string name, string example) =>
        !given.TryGetValue(name, out string? value) ? null
            : Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && TokenKeySource.MayRead(address) ? address
            : throw new SettingsException(
                $"The setting {name} is \"{value}\"; expected an https address such as {example}, or an http address on this machine.");

    private static IReadOnlyList<string> AlgorithmsOf(string? value)
    {
        if (value is null)
        {
            return TokenAlgorithms.All;
        }

        string[] algorithms = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(algorithms, algorithm => !TokenAlgorithms.All.Contains(algorithm)) is { } other
            ? throw new SettingsException(
                $"The setting {Algorithms} has \"{other}\"; expected a comma-separated list of {string.Join(", ", TokenAlgorithms.All)}. "
                + "Algorithms with a shared secret, such as HS256, are not accepted, and EdDSA is not supported.")
            : algorithms.Length > 0 ? algorithms
            : throw new SettingsException($"The setting {Algorithms} is empty; take it away to accept all that fit the keys.");
    }

    private static TokenKeySet KeysOf(string value, IReadOnlyList<string> algorithms)
    {
        IReadOnlyList<KeyReading> readings = ReadingsOf(TokenKeyText.IsKeys(value) ? value : TextOf(value));
        foreach ((int index, KeyReading reading) in readings.Index())
        {
            if (reading.Fault is { } fault)
            {
                throw new SettingsException(string.Create(
                    CultureInfo.InvariantCulture, $"The setting {Keys} is wrong: key {index + 1} of {readings.Count} {fault}."));
            }
        }

        var keys = new TokenKeySet([.. readings.Select(reading => reading.Key).OfType<TokenKey>()]);
        return readings.Count > TokenKeySet.Most
            ? throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture, $"The setting {Keys} has {readings.Count} keys; expected at most {TokenKeySet.Most}."))
            : keys.Count == 0 ? throw new SettingsException($"The setting {Keys} has no key that tokens are signed with.")
            : !keys.Algorithms.Any(algorithms.Contains) ? throw new SettingsException(
                $"The setting {Algorithms} has none of the algorithms of the keys in {Keys}; expected one of {string.Join(", ", keys.Algorithms)}.")
            : keys;
    }

    private static IReadOnlyList<KeyReading> ReadingsOf(string keys)
    {
        try
        {
            return TokenKeyText.Read(keys);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"The setting {Keys} {e.Message}.");
        }
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SettingsException(
                $"The setting {Keys} names the file \"{path}\", which cannot be read ({ExceptionText.Message(e).TrimEnd('.')}); expected the path "
                + "of a file with public keys in PEM format or a JSON Web Key Set, or the keys themselves.");
        }
    }
}
