using Errand.Storage;
using Microsoft.Extensions.Logging;

namespace Errand.Access;

/// <summary>The keys that may be used, in memory. They are read again while there are requests; an idle process reads nothing.</summary>
internal sealed class KeyRing(IKeyStore store, AccessOptions options, TimeProvider time, ILogger<KeyRing> logger)
{
    /// <summary>No request is judged by keys that were read longer ago: so long can a key still be used after another process has revoked
    /// it.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromSeconds(5);

    /// <summary>From this age on they are read again, without a request that waits for it.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(4);

    /// <summary>How soon they are read again after the store has failed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How many unknown keys a second are looked for in the store.</summary>
    private const int AsksASecond = 10;

    private readonly Lock _lock = new();
    private readonly TokenBucket _asks = new(AsksASecond, AsksASecond, time);
    private readonly WrongKeys _wrong = new(time);
    private volatile KeySet? _keys;
    private Task<KeySet>? _reading;
    private bool _isFailing;
    private volatile bool _isUsed;

    /// <summary>Set when a key was used.</summary>
    public AsyncSignal Used { get; } = new();

    /// <summary>The keys, not much older than <see cref="Oldest"/>.</summary>
    /// <exception cref="StoreException">They were never read, and cannot be.</exception>
    public ValueTask<KeySet> FindKeysAsync()
    {
        if (_keys is not { } keys)
        {
            return new ValueTask<KeySet>(ReadAsync());
        }

        TimeSpan age = time.GetElapsedTime(keys.CheckedAt);
        if (age < RenewAfter)
        {
            return ValueTask.FromResult(keys);
        }

        Task<KeySet> reading = ReadAsync();
        return age < Oldest ? ValueTask.FromResult(keys) : new ValueTask<KeySet>(reading);
    }

    /// <summary>The key that a caller has sent; null when it is wrong. What is not known may have been made a moment ago by another
    /// process.</summary>
    /// <exception cref="StoreException">The keys were never read, and cannot be.</exception>
    public ValueTask<LiveKey?> FindAsync(string sent)
    {
        ValueTask<KeySet> reading = FindKeysAsync();
        return reading.IsCompletedSuccessfully
            ? FindAsync(reading.Result, sent)
            : new ValueTask<LiveKey?>(FindAsync(reading, sent));
    }

    private async Task<LiveKey?> FindAsync(ValueTask<KeySet> reading, string sent) => await FindAsync(await reading, sent);

    private ValueTask<LiveKey?> FindAsync(KeySet keys, string sent) =>
        Find(keys, sent) is { } key ? ValueTask.FromResult<LiveKey?>(Use(key))
        : MayBeKey(sent) ? new ValueTask<LiveKey?>(LookAsync(sent))
        : ValueTask.FromResult<LiveKey?>(null);

    private async Task<LiveKey?> LookAsync(string sent)
    {
        byte[] hash = KeyText.HashOf(sent);
        if (_wrong.Has(hash) || !_asks.TryTake(1, out _))
        {
            return null;
        }

        if (Find(await ReadAnewAsync(), sent) is { } key)
        {
            return Use(key);
        }

        _wrong.Add(hash);
        return null;
    }

    /// <summary>The key, if it is among these and has not expired.</summary>
    private LiveKey? Find(KeySet keys, string sent)
    {
        if (!MayBeKey(sent))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[KeyText.HashLength];
        KeyText.Hash(sent, hash);
        return keys.Find(hash) is { } key && (key.ExpiresAt is not { } end || end > time.GetUtcNow()) ? key : null;
    }

    /// <summary>Reads the keys again: what was stored before is seen from now on.</summary>
    public async Task<KeySet> ReadAnewAsync()
    {
        Task? before;
        lock (_lock)
        {
            before = _reading;
        }

        if (before is { IsCompleted: false })
        {
            // It may have begun too early.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await ReadAsync();
    }

    /// <summary>How long ago keys of the store were used that were used since the last call.</summary>
    public IReadOnlyDictionary<string, TimeSpan> TakeUses()
    {
        _isUsed = false;
        return (_keys?.Keys ?? []).Where(key => key.Id is not null).Select(key => (key.Id, At: key.TakeUse()))
            .Where(use => use.At is not null).ToDictionary(use => use.Id!, use => time.GetElapsedTime(use.At!.Value));
    }

    /// <summary>A key of the store has its form. One of the settings may be any text.</summary>
    private bool MayBeKey(string sent) => KeyText.IsWhole(sent) || options.Keys.Count > 0;

    private LiveKey Use(LiveKey key)
    {
        key.Use(time.GetTimestamp());
        if (!_isUsed && key.Id is not null)
        {
            _isUsed = true;
            Used.Set();
        }

        return key;
    }

    private Task<KeySet> ReadAsync()
    {
        lock (_lock)
        {
            return _reading is { IsCompleted: false } reading ? reading : _reading = Task.Run(ReadOnceAsync);
        }
    }

    private async Task<KeySet> ReadOnceAsync()
    {
        KeySet? before = _keys;
        long now = time.GetTimestamp();
        try
        {
            string mark = await store.FindKeysMarkAsync(CancellationToken.None);
            KeySet keys = before is not null && before.Mark == mark
                ? before.At(now)
                : KeySet.Of(mark, now, options.Keys, await store.ListKeysAsync(CancellationToken.None), before);
            _isFailing = false;
            return _keys = keys;
        }
        catch (StoreException e) when (before is not null)
        {
            // What is known stays good: without its store the server can do little, but may say so to those who may know.
            if (!_isFailing)
            {
                logger.KeysNotRead(e);
            }

            _isFailing = true;
            return _keys = before.At(now - (long)((RenewAfter - Pause).TotalSeconds * time.TimestampFrequency));
        }
    }
}
