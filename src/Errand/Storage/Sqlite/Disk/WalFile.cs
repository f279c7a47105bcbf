namespace Errand.Storage.Sqlite.Disk;

/// <summary>The write-ahead log as a file, beside SQLite's own hold on it.</summary>
/// <remarks>To close a file drops every lock of this process on it, also those of SQLite. It has none on the log: they are on the database
/// and on the "-shm". As long as the writer is connected, the log is one and the same file; before SQLite copies from it or begins it anew,
/// it syncs by itself.</remarks>
internal sealed class WalFile(string path) : IDisposable
{
    private readonly FileStream _wal = new(path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>All that was written to it before, by whomever, is on the disk when this returns.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_wal.SafeFileHandle);

    public void Dispose() => _wal.Dispose();
}
