using System.Collections.Concurrent;

namespace Errand.Telemetry;

/// <summary>Keeps a tag to few values: each one makes a time series of its own, in every system that keeps them.</summary>
internal sealed class TagValues
{
    /// <summary>How many values are told apart, the first ones that come.</summary>
    public const int Most = 500;

    /// <summary>Stands for all others, as in the statistics.</summary>
    public const string Other = "_other";

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private int _count;

    public string Of(string value) => _known.ContainsKey(value) || TryLearn(value) ? value : Other;

    private bool TryLearn(string value)
    {
        if (Volatile.Read(ref _count) >= Most)
        {
            return false;
        }

        // Of two that come at once both may get in: that is no harm.
        if (_known.TryAdd(value, true))
        {
            Interlocked.Increment(ref _count);
        }

        return true;
    }
}
