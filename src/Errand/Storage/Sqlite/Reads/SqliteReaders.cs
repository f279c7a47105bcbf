using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>A few read-only connections, opened on demand. A read runs on the caller's thread: a hop to another thread costs more than most
/// reads.</summary>
internal sealed class SqliteReaders(string path, TimeProvider time) : IDisposable
{
    private const int MaxReaders = 4;

    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private readonly SemaphoreSlim _free = new(MaxReaders);
    private volatile bool _isClosed;

    /// <summary>Runs one read, and passes it the store's clock.</summary>
    public async Task<TAnswer> ReadAsync<TAnswer>(Func<SqliteReader, long, TAnswer> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return Read(read, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryTake(out SqliteReader? reader))
        {
            reader.Dispose();
        }
    }

    private TAnswer Read<TAnswer>(Func<SqliteReader, long, TAnswer> read, CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            throw new StoreUnavailableException("The store is closed.");
        }

        SqliteReader? reader = null;
        try
        {
            reader = _idle.TryTake(out SqliteReader? idle) ? idle : new SqliteReader(path);
            reader.Begin(cancellationToken);
            return read(reader, time.GetUtcNow().ToUnixTimeMilliseconds());
        }
        catch (SqliteException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteErrors.Translate(e, path);
        }
        finally
        {
            Return(reader);
        }
    }

    private void Return(SqliteReader? reader)
    {
        if (reader is null)
        {
            return;
        }

        _idle.Add(reader);
        if (_isClosed)
        {
            Dispose(); // The store was closed while this one read.
        }
    }
}
