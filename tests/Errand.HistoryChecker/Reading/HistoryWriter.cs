using Microsoft.Win32.SafeHandles;

namespace Errand.HistoryChecker;

/// <summary>Appends the events of one process to a file of its own, each by one write: a kill -9 damages at most the last line.</summary>
/// <remarks> Safe to use from several threads. No file is shared, so lines of two processes cannot mix. What was written survives the
/// process, because the kernel has it, but not a crash of the machine.
/// </remarks>
public sealed class HistoryWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _file;
    private long _length;

    /// <param name="directory">Where the files of the history are.</param>
    /// <param name="name">Who writes; a restart under the same name gets a new file.</param>
    /// <param name="time">The machine's clock by default.</param>
    public HistoryWriter(string directory, string name, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Directory.CreateDirectory(directory);
        Path = System.IO.Path.Combine(directory, $"{name}-{Environment.ProcessId}-{Guid.CreateVersion7():N}{HistoryReader.Extension}");
        _file = File.OpenHandle(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    public string Path { get; }

    /// <summary>Adds the time to the event and writes it. When this returns, a kill -9 cannot undo it.</summary>
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
