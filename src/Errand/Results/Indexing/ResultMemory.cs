namespace Errand.Results.Indexing;

/// <summary>What is remembered of results that were read lately, so that they need not be read again.</summary>
internal sealed class ResultMemory(long most = ResultMemory.Most)
{
    /// <summary>In bytes.</summary>
    public const long Most = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<(ResultKey Result, string What), LinkedListNode<Entry>> _entries = [];

    /// <summary>The one that was used last is the first.</summary>
    private readonly LinkedList<Entry> _byUse = [];

    private long _size;

    private sealed record Entry((ResultKey Result, string What) Key, object Value, long Size);

    public long Size
    {
        get
        {
            lock (_lock)
            {
                return _size;
            }
        }
    }

    public T? Find<T>(ResultKey result, string what)
        where T : class
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((result, what), out LinkedListNode<Entry>? entry))
            {
                return null;
            }

            _byUse.Remove(entry);
            _byUse.AddFirst(entry);
            return (T)entry.Value.Value;
        }
    }

    /// <summary>Remembers something in place of what was not used for longest. Something larger than half of the memory is not worth
    /// that.</summary>
    public void Keep(ResultKey result, string what, object value, long size)
    {
        if (size > most / 2)
        {
            return;
        }

        lock (_lock)
        {
            if (_entries.ContainsKey((result, what)))
            {
                return; // Another request read the same meanwhile.
            }

            while (_size + size > most)
            {
                Forget(_byUse.Last!);
            }

            _entries.Add((result, what), _byUse.AddFirst(new Entry((result, what), value, size)));
            _size += size;
        }
    }

    private void Forget(LinkedListNode<Entry> entry)
    {
        _byUse.Remove(entry);
        _entries.Remove(entry.Value.Key);
        _size -= entry.Value.Size;
    }
}
