namespace Errand.Access;

/// <summary>Reads keys out of settings.</summary>
internal static class GivenKeys
{
    /// <summary>Whose key <c>ERRAND_KEY</c> is.</summary>
    public const string OneName = "ERRAND_KEY";

    /// <summary>A shorter key could be guessed.</summary>
    public const int MinLength = 32;

    private const string HashPrefix = "sha256:";

    /// <summary>The one key that may do everything; null when it is too short.</summary>
    public static GivenKey? OfText(string key) =>
        key.Length < MinLength ? null : new GivenKey(OneName, Scopes.All, KeyText.HashOf(key));

    /// <summary>Keys as <c>name|scopes|sha256:HEX</c>, with semicolons between them; null when one of them is not.</summary>
    public static IReadOnlyList<GivenKey>? OfList(string text)
    {
        string[] entries = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        GivenKey[] keys = [.. entries.Select(OfEntry).OfType<GivenKey>()];
        return keys.Length > 0 && keys.Length == entries.Length && keys.DistinctBy(key => key.Name).Count() == keys.Length ? keys : null;
    }

    private static GivenKey? OfEntry(string entry) =>
        entry.Split('|', StringSplitOptions.TrimEntries) is [var name, var words, var hash]
        && NameRule.Holds(name) && Scopes.TryParse(words, out Scopes? scopes) && HashOf(hash) is { } bytes
            ? new GivenKey(name, scopes, bytes)
            : null;

    private static byte[]? HashOf(string text)
    {
        byte[] hash = new byte[KeyText.HashLength];
        return text.Length == HashPrefix.Length + (2 * hash.Length) && text.StartsWith(HashPrefix, StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(HashPrefix.Length), hash, out _, out _) == System.Buffers.OperationStatus.Done
            ? hash
            : null;
    }
}
