namespace Errand.Storage.Sqlite;

/// <summary>Hears at once of writes to the write-ahead log, by whichever process. A hint: where the system has no watch to give, looking now and then must do.</summary>
internal sealed class WalWatch : IDisposable
{
    private readonly FileSystemWatcher? _watcher;

    public bool IsActive => _watcher is not null;

    public WalWatch(string path, Action touched)
    {
        try
        {
            _watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "-wal") { NotifyFilter = NotifyFilters.LastWrite };
            _watcher.Changed += (_, _) => touched();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // Watches are few on some systems.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    public void Dispose() => _watcher?.Dispose();
}
