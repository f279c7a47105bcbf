using Microsoft.Win32.SafeHandles;

namespace Errand.HistoryChecker;

/// <summary>Appends what one process sees to a file of its own, each event by one write: a kill -9 tears at most the last line.</summary>
/// <remarks>
/// Safe to use from several threads. No file is shared, so no two processes' lines can mix. What was written survives the
/// process, since the kernel has it; it need not survive the machine.
/// </remarks>
public sealed class HistoryWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _file;
    private long _length;

    /// <param name="directory">Where the files of the history are.</param>
    /// <param name="name">Who writes; a restart under the same name gets a new file.</param>
    /// <param name="time">The machine's clock, unless a test brings another.</param>
    public HistoryWriter(string directory, string name, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Directory.CreateDirectory(directory);
        Path = System.IO.Path.Combine(directory, $"{name}-{Environment.ProcessId}-{Guid.CreateVersion7():N}{HistoryReader.Extension}");
        _file = File.OpenHandle(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    public string Path { get; }

    /// <summary>Stamps the event and writes it; when this returns, a kill -9 can't take it back.</summary>
    public void Append(HistoryEvent happening)
    {
        lock (_gate)
        {
            byte[] line = HistoryFormat.Line(happening with { At = HistoryClock.Now(_time) });
            RandomAccess.Write(_file, line, _length);
            _length += line.Length;
        }
    }

    public void Dispose() => _file.Dispose();
}
