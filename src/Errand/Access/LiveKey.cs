namespace Errand.Access;

/// <summary>A key that may be used.</summary>
/// <param name="id">Its id in the store; null for a key out of the settings.</param>
/// <param name="principal">Who its bearer is.</param>
/// <param name="hash">SHA-256 of the key.</param>
/// <param name="expiresAt">Null: never.</param>
/// <param name="rate">How many requests a second; null: as many as the setting says.</param>
internal sealed class LiveKey(string? id, Principal principal, ReadOnlyMemory<byte> hash, DateTimeOffset? expiresAt, double? rate)
{
    private long _usedAt;

    public string? Id => id;

    public Principal Principal => principal;

    public ReadOnlyMemory<byte> Hash => hash;

    public DateTimeOffset? ExpiresAt => expiresAt;

    public double? Rate => rate;

    /// <summary>When it was used last, by the monotonic clock; null when it was not since that was last taken.</summary>
    public long? TakeUse() => Interlocked.Exchange(ref _usedAt, 0) is var at and not 0 ? at : null;

    public void Use(long at) => Volatile.Write(ref _usedAt, at);
}
