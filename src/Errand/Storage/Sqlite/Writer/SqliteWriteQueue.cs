namespace Errand.Storage.Sqlite.Writer;

/// <summary>The requests that wait for the writer, urgent ones first.</summary>
internal sealed class SqliteWriteQueue : IDisposable
{
    /// <summary>Limits how long a transaction keeps other processes out. A single larger request runs alone.</summary>
    public const int MaxRows = 5000;

    private readonly Lock _lock = new();
    private readonly Queue<SqliteWrite>[] _waiting = [new(), new(), new(), new()];
    private readonly AutoResetEvent _arrived = new(false);
    private int _count;
    private bool _isClosed;

    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _isClosed;
            }
        }
    }

    /// <returns>False if the store is closed.</returns>
    public bool TryAdd(SqliteWrite write)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting[(int)write.Priority].Enqueue(write);
            // The writer sleeps only when the queue is empty, so only the first request has to wake it.
            if (_count++ == 0)
            {
                _arrived.Set();
            }
        }

        return true;
    }

    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _arrived.Set();
        }
    }

    /// <summary>Wakes the writer without a request.</summary>
    public void Nudge()
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _arrived.Set();
            }
        }
    }

    /// <summary>In whole milliseconds; less than one would be zero.</summary>
    public void Wait(TimeSpan time) => _arrived.WaitOne((int)Math.Ceiling(time.TotalMilliseconds));

    /// <summary>Takes the requests that fit into one transaction.</summary>
    public void Take(List<SqliteWrite> into)
    {
        int rows = 0;
        lock (_lock)
        {
            foreach (Queue<SqliteWrite> queue in _waiting)
            {
                while (queue.TryPeek(out SqliteWrite? write) && (into.Count == 0 || rows + write.Rows <= MaxRows))
                {
                    rows += write.Rows;
                    into.Add(queue.Dequeue());
                    _count--;
                }
            }
        }
    }

    public void Dispose() => _arrived.Dispose();
}
