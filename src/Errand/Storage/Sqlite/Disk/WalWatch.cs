using System.Runtime.InteropServices;
using System.Text;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Reports the next write to the write-ahead log, by any process, at once. Only a hint: where the system offers no such watch,
/// polling has to suffice.</summary>
/// <remarks>Uses Linux's inotify, which can report one write and then be silent. Under load this process writes the log thousands of times
/// a second, and a report of each would cost as much as the writes.</remarks>
internal sealed class WalWatch : IDisposable
{
    private const uint Modified = 0x2;
    private const uint FolderIsGone = 0x400;
    private const uint Once = 0x80000000;
    private const int CloseOnExec = 0x80000;
    private const int Interrupted = 4;
    private const int EventBytes = 16;

    private readonly byte[] _file;
    private readonly Action _touched;
    private readonly int _watch = -1;
    private readonly int _end;
    private volatile bool _isArmed;
    private volatile bool _isClosed;

    public WalWatch(string path, Action touched)
    {
        _file = Name(path + "-wal");
        _touched = touched;
        if (!OperatingSystem.IsLinux() || (_watch = Create(CloseOnExec)) < 0)
        {
            return;
        }

        // Removing the watch ends the thread.
        _end = Add(_watch, Name(Path.GetDirectoryName(path)!), FolderIsGone);
        if (_end < 0)
        {
            _ = Close(_watch);
            _watch = -1;
            return;
        }

        new Thread(Listen) { Name = "errand-wal-watch", IsBackground = true }.Start();
    }

    /// <summary>Requests a report of the next write. The caller must look for earlier writes afterwards.</summary>
    /// <returns>Whether there will be a report.</returns>
    public bool Arm()
    {
        if (_watch >= 0 && !_isArmed && !_isClosed)
        {
            _isArmed = true;
            _isArmed = Add(_watch, _file, Modified | Once) >= 0;
        }

        return _isArmed;
    }

    public void Dispose()
    {
        _isClosed = true;
        if (_watch >= 0)
        {
            _ = Remove(_watch, _end);
        }
    }

    private void Listen()
    {
        byte[] events = new byte[EventBytes * 16];
        while (!_isClosed)
        {
            int length = (int)Read(_watch, events, events.Length);
            // A process that is stopped and continued is interrupted here.
            if (length < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                _isClosed = true;
                _isArmed = false;
            }

            for (int at = 0; at + EventBytes <= length; at += EventBytes + BitConverter.ToInt32(events, at + 12))
            {
                if ((BitConverter.ToUInt32(events, at + 4) & Modified) != 0)
                {
                    _isArmed = false;
                    _touched();
                }
            }
        }

        _ = Close(_watch);
    }

    private static byte[] Name(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

#pragma warning disable SYSLIB1054 // Source-generated marshalling needs unsafe code, and there is nothing to marshal.
    [DllImport("libc", EntryPoint = "inotify_init1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(int flags);

    [DllImport("libc", EntryPoint = "inotify_add_watch")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Add(int watch, byte[] path, uint events);

    [DllImport("libc", EntryPoint = "inotify_rm_watch")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Remove(int watch, int item);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int watch, byte[] events, nint length);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int watch);
#pragma warning restore SYSLIB1054
}
