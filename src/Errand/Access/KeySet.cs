using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Errand.Storage.Access;

namespace Errand.Access;

/// <summary>All keys that may be used, as they were when they were read.</summary>
internal sealed class KeySet
{
    private readonly FrozenDictionary<UInt128, LiveKey> _keys;

    private KeySet(string mark, long checkedAt, FrozenDictionary<UInt128, LiveKey> keys, bool hasAny) =>
        (Mark, CheckedAt, _keys, HasAny) = (mark, checkedAt, keys, hasAny);

    /// <summary>What the store's mark was.</summary>
    public string Mark { get; }

    /// <summary>When that was read, by the monotonic clock.</summary>
    public long CheckedAt { get; }

    /// <summary>Whether there is a key, or ever was one: revoking the last key opens no server.</summary>
    public bool HasAny { get; }

    public IEnumerable<LiveKey> Keys => _keys.Values;

    /// <param name="mark">The store's mark.</param>
    /// <param name="checkedAt">When it was read.</param>
    /// <param name="given">Keys out of the settings.</param>
    /// <param name="stored">Keys of the store.</param>
    /// <param name="before">The set that this one takes the place of.</param>
    public static KeySet Of(
        string mark, long checkedAt, IReadOnlyList<GivenKey> given, IReadOnlyList<StoredKey> stored, KeySet? before)
    {
        var keys = new Dictionary<UInt128, LiveKey>();
        foreach (GivenKey key in given)
        {
            keys[Start(key.Hash.Span)] = before?.Find(key.Hash.Span) ?? new LiveKey(
                null, new Principal($"key:{key.Name}", key.Scopes, PrincipalKind.Key), key.Hash, null, null);
        }

        foreach (StoredKey key in stored.Where(key => key.RevokedAt is null))
        {
            keys[Start(key.Hash.Span)] = before?.Find(key.Hash.Span) is { } same && same.ExpiresAt == key.ExpiresAt ? same : LiveKeyOf(key);
        }

        return new KeySet(mark, checkedAt, keys.ToFrozenDictionary(), given.Count + stored.Count > 0);
    }

    /// <summary>The same keys, when they were looked at again.</summary>
    public KeySet At(long checkedAt) => new(Mark, checkedAt, _keys, HasAny);

    /// <summary>The key with this hash; null when there is none.</summary>
    public LiveKey? Find(ReadOnlySpan<byte> hash) =>
        _keys.TryGetValue(Start(hash), out LiveKey? key) && CryptographicOperations.FixedTimeEquals(hash, key.Hash.Span) ? key : null;

    /// <summary>A key whose scopes this version cannot read is good for nothing.</summary>
    private static LiveKey LiveKeyOf(StoredKey key) => new(
        key.Id, new Principal(key.Subject, Scopes.TryParse(key.Scopes, out Scopes? scopes) ? scopes : Scopes.None, PrincipalKind.Key),
        key.Hash, key.ExpiresAt, key.Rate);

    private static UInt128 Start(ReadOnlySpan<byte> hash) => MemoryMarshal.Read<UInt128>(hash);
}
