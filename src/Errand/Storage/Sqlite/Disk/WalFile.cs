namespace Errand.Storage.Sqlite.Disk;

/// <summary>The write-ahead log as a file, opened in addition to SQLite's own handle.</summary>
/// <remarks>Closing a file drops all locks that this process has on it, including SQLite's. SQLite has none on the log, only on the
/// database and the "-shm". While the writer is connected, the log stays the same file, and SQLite syncs it before it copies from it or
/// restarts it.</remarks>
internal sealed class WalFile(string path) : IDisposable
{
    private readonly FileStream _wal = new(path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>The length of the log of a database; 0 where there is none.</summary>
    public static long LengthOf(string path) => new FileInfo(path + "-wal") is { Exists: true } wal ? wal.Length : 0;

    /// <summary>When this returns, all earlier writes to the log, by any process, are on the disk.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_wal.SafeFileHandle);

    public void Dispose() => _wal.Dispose();
}
