namespace Errand.Submitting;

/// <summary>The last hints that tasks are done. Who comes to wait for a task learns from them whether he has missed the one he would wait
/// for, without asking the store.</summary>
internal sealed class DoneHints
{
    /// <summary>So many are kept.</summary>
    public const int Kept = 1024;

    /// <summary>A hint that names no task; ids begin at 1.</summary>
    private const long Any = 0;

    private readonly Lock _lock = new();
    private readonly long[] _ids = new long[Kept];
    private long _count;

    /// <summary>How many there have been.</summary>
    public long Count => Volatile.Read(ref _count);

    public void Add(TaskId id) => Add(id.Value);

    /// <summary>Any task may be done.</summary>
    public void AddAny() => Add(Any);

    /// <summary>Whether one of the hints since <see cref="Count"/> stood at <paramref name="since"/> may mean this task.</summary>
    public bool MayMean(TaskId id, long since)
    {
        lock (_lock)
        {
            if (_count - since > Kept)
            {
                return true;
            }

            while (since < _count)
            {
                long hint = _ids[since++ % Kept];
                if (hint == id.Value || hint == Any)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private void Add(long id)
    {
        lock (_lock)
        {
            _ids[_count % Kept] = id;
            Volatile.Write(ref _count, _count + 1);
        }
    }
}
