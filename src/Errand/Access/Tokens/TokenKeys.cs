using Microsoft.Extensions.Logging;

namespace Errand.Access.Tokens;

/// <summary>The keys that tokens are signed with: those of the settings, or what the issuer publishes, read again when a token names a key
/// that is not among them.</summary>
/// <remarks>Not the library's ConfigurationManager: it answers a key that it does not know only at the next request, and asks an issuer
/// that does not answer once for each request.</remarks>
internal sealed class TokenKeys(TokenOptions options, TokenKeySource source, TimeProvider time, ILogger<TokenKeys> logger)
{
    /// <summary>Callers can name any key: their tokens must not become a flood of requests to the issuer.</summary>
    private static readonly TimeSpan BetweenUnknown = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private volatile TokenKeySet? _keys = options.Keys;
    private Task? _reading;
    private long? _unknownAt;
    private bool _isFailing;
    private HashSet<string> _faults = [];

    /// <summary>Whether they come from an address.</summary>
    public bool AreRead => options is { AreAccepted: true, Keys: null };

    /// <summary>Those that are known; null when they were never read.</summary>
    public TokenKeySet? Current => _keys;

    /// <summary>The keys among which that of a token is, if there is such a key; null when they were never read.</summary>
    /// <param name="id">What the token calls its key; null when it does not say.</param>
    public ValueTask<TokenKeySet?> FindAsync(string? id) =>
        _keys is { } keys && (!AreRead || id is null || keys.Knows(id))
            ? ValueTask.FromResult<TokenKeySet?>(keys)
            : new ValueTask<TokenKeySet?>(LookAsync());

    /// <summary>Reads them.</summary>
    /// <returns>False when they could not be read: then those that were known before stay good.</returns>
    public async Task<bool> ReadAsync()
    {
        await BeginReading();
        return !_isFailing;
    }

    private async Task<TokenKeySet?> LookAsync()
    {
        if (MayRead())
        {
            await BeginReading();
        }

        return _keys;
    }

    private bool MayRead()
    {
        lock (_lock)
        {
            if (_reading is { IsCompleted: false })
            {
                return true;
            }

            if (_keys is null)
            {
                return _reading is null; // Later, the renewal tries again by itself.
            }

            if (_unknownAt is { } at && time.GetElapsedTime(at) < BetweenUnknown)
            {
                return false;
            }

            _unknownAt = time.GetTimestamp();
            return true;
        }
    }

    private Task BeginReading()
    {
        lock (_lock)
        {
            return _reading is { IsCompleted: false } reading ? reading : _reading = Task.Run(ReadOnceAsync);
        }
    }

    private async Task ReadOnceAsync()
    {
        try
        {
            IReadOnlyList<KeyReading> readings = await source.ReadAsync(CancellationToken.None);
            Tell(readings);
            Take([.. readings.Select(reading => reading.Key).OfType<TokenKey>().Take(TokenKeySet.Most)]);
        }
        catch (Exception e)
        {
            // Whatever has failed: keys that are known stay good, and it is tried again.
            if (!_isFailing)
            {
                logger.KeysNotRead(e, source.Address);
            }

            _isFailing = true;
        }
    }

    /// <summary>The same keys stay the same set, so that what was checked with them stays known.</summary>
    private void Take(IReadOnlyList<TokenKey> keys)
    {
        var read = new TokenKeySet(keys);
        if (read.Count == 0)
        {
            logger.NoKeys(source.Address);
        }

        if (_keys?.Mark != read.Mark)
        {
            _keys = read;
        }

        if (_isFailing)
        {
            logger.KeysRead(source.Address);
        }

        _isFailing = false;
    }

    /// <summary>Each fault once, as long as it is there.</summary>
    private void Tell(IReadOnlyList<KeyReading> readings)
    {
        HashSet<string> faults = [.. readings.Select(reading => reading.Fault).OfType<string>()];
        foreach (string fault in faults.Except(_faults))
        {
            logger.KeyNotUsed(source.Address, fault);
        }

        _faults = faults;
    }
}
