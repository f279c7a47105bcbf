namespace Errand.Access;

/// <summary>Keys that the store did not know a moment ago.</summary>
internal sealed class WrongKeys(TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, long> _seen = [];

    public bool Has(ReadOnlySpan<byte> hash)
    {
        lock (_lock)
        {
            return _seen.TryGetValue(KeyOf(hash), out long at) && time.GetElapsedTime(at) < KeptFor;
        }
    }

    public void Add(ReadOnlySpan<byte> hash)
    {
        lock (_lock)
        {
            if (_seen.Count >= Most)
            {
                _seen.Clear(); // The store is asked for few at a time anyway.
            }

            _seen[KeyOf(hash)] = time.GetTimestamp();
        }
    }

    private static UInt128 KeyOf(ReadOnlySpan<byte> hash) => System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(hash);
}
