using Microsoft.IdentityModel.Tokens;

namespace Errand.Access.Tokens;

/// <summary>The keys that tokens may be signed with, as they were when they were read.</summary>
internal sealed class TokenKeySet(IReadOnlyList<TokenKey> keys)
{
    /// <summary>More are not used: a token that does not name its key is tried with all of them.</summary>
    public const int Most = 100;

    /// <summary>What any of the keys may be used with.</summary>
    public IReadOnlyList<string> Algorithms { get; } = [.. keys.SelectMany(key => key.Algorithms).Distinct(StringComparer.Ordinal)];

    /// <summary>The same for sets of the same keys.</summary>
    public string Mark { get; } = string.Join('\n', keys.Select(key =>
        $"{Convert.ToBase64String(key.Key.ComputeJwkThumbprint())} {string.Join(' ', key.Algorithms)} {key.Id}"));

    public int Count => keys.Count;

    /// <summary>Whether a key has this name.</summary>
    public bool Knows(string id) => keys.Any(key => key.Id == id);

    /// <summary>The keys that a token may have been signed with.</summary>
    /// <param name="id">What the token calls its key; null when it does not say.</param>
    /// <param name="algorithm">How it was signed.</param>
    public IEnumerable<SecurityKey> Find(string? id, string algorithm) =>
        from key in keys
        where (id is null || key.Id == id || (key.Id is null && !Knows(id))) && key.Algorithms.Contains(algorithm)
        select key.Key;
}
