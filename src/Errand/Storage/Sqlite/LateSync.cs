using System.Diagnostics;

namespace Errand.Storage.Sqlite;

/// <summary>Brings to the disk, a moment later, the commits that were answered before they were there. Used by the writer's thread alone.</summary>
/// <remarks>Most often the next commit that waits for the disk comes sooner, and takes them along.</remarks>
internal sealed class LateSync(string path) : IDisposable
{
    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(5);

    private FileStream? _wal;
    private long? _since;

    /// <summary>How long the writer may rest; null: as long as it likes.</summary>
    public TimeSpan? TimeLeft => _since is not { } since ? null
        : Latest - Stopwatch.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public void Committed(bool isOnDisk) => _since = isOnDisk ? null : _since ?? Stopwatch.GetTimestamp();

    public void SyncWhenDue()
    {
        if (TimeLeft == TimeSpan.Zero)
        {
            // As long as the writer is connected, it is one and the same file.
            _wal ??= new FileStream(path + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(_wal.SafeFileHandle);
            _since = null;
        }
    }

    public void Dispose() => _wal?.Dispose();
}
