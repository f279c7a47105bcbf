using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Errand.Access.Tokens;

/// <summary>What was found out of tokens a moment ago: to check a signature takes ten times as long as all else of a small
/// request.</summary>
internal sealed class TokenCache(TimeProvider time)
{
    /// <summary>Of good tokens, and as many of others.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Refused = TimeSpan.FromSeconds(5);

    /// <summary>Those that are not good are kept apart, so that a flood of them pushes no good one out.</summary>
    private readonly ConcurrentDictionary<(UInt128, UInt128), Entry> _good = new();
    private readonly ConcurrentDictionary<(UInt128, UInt128), Entry> _others = new();

    /// <summary>SHA-256 of a token, under which it is known.</summary>
    public static (UInt128 Start, UInt128 End) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[KeyText.HashLength];
        KeyText.Hash(token, hash);
        return (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }

    /// <summary>What was found out of a token; null when it is not known any longer.</summary>
    /// <param name="hash">Which token.</param>
    /// <param name="keys">The keys of now: what others have said no longer counts.</param>
    public TokenVerdict? Find((UInt128, UInt128) hash, TokenKeySet? keys) =>
        (_good.TryGetValue(hash, out Entry? entry) || _others.TryGetValue(hash, out entry))
        && entry.Keys == keys && time.GetElapsedTime(entry.At) < entry.For
            ? entry.Verdict
            : null;

    /// <param name="hash">Which token.</param>
    /// <param name="keys">The keys that it was checked with.</param>
    /// <param name="verdict">What was found out of it.</param>
    /// <param name="expiresAt">When a good one expires.</param>
    public void Add((UInt128, UInt128) hash, TokenKeySet? keys, TokenVerdict verdict, DateTimeOffset? expiresAt)
    {
        TimeSpan? left = expiresAt - time.GetUtcNow();
        TimeSpan keep = verdict.By is null ? Refused : left is { } rest && rest < Longest ? rest : Longest;
        if (keep > TimeSpan.Zero)
        {
            Add(verdict.By is null ? _others : _good, hash, new Entry(verdict, keys, time.GetTimestamp(), keep));
        }
    }

    private void Add(ConcurrentDictionary<(UInt128, UInt128), Entry> entries, (UInt128, UInt128) hash, Entry entry)
    {
        if (entries.Count >= Most)
        {
            Forget(entries);
        }

        entries[hash] = entry;
    }

    private void Forget(ConcurrentDictionary<(UInt128, UInt128), Entry> entries)
    {
        foreach (KeyValuePair<(UInt128, UInt128), Entry> known in entries)
        {
            if (time.GetElapsedTime(known.Value.At) >= known.Value.For)
            {
                entries.TryRemove(known);
            }
        }

        if (entries.Count >= Most)
        {
            entries.Clear(); // All are checked once more.
        }
    }

    private sealed record Entry(TokenVerdict Verdict, TokenKeySet? Keys, long At, TimeSpan For);
}
