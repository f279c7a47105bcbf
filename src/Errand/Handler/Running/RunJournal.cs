using System.Globalization;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>What a run said about itself that is not yet stored.</summary>
/// <param name="run">The run.</param>
/// <param name="reporter">Notified when there is something to write.</param>
internal sealed class RunJournal(RunKey run, RunReporter reporter)
{
    private const int MaxLines = 1000;
    private const int MaxLineLength = 4000;
    private const int MaxProgressLength = 1000;

    private readonly Lock _lock = new();
    private List<TaskLogLine> _lines = [];
    private double? _progress;
    private string? _message;
    private int _lineCount;
    private int _dropped;
    private DateTimeOffset _droppedAt;
    private bool _dirty;

    public void ReportProgress(double fraction, string? message)
    {
        lock (_lock)
        {
            _progress = double.IsNaN(fraction) ? _progress : fraction;
            _message = Cut(message, MaxProgressLength);
        }

        MarkDirty();
    }

    public void AddLine(DateTimeOffset at, LogLevel level, string message)
    {
        lock (_lock)
        {
            if (_lineCount == MaxLines)
            {
                (_dropped, _droppedAt) = (_dropped + 1, at);
                return;
            }

            _lineCount++;
            _lines.Add(new TaskLogLine(run.Attempt, _lineCount, at, level, Cut(message, MaxLineLength)!));
        }

        MarkDirty();
    }

    /// <summary>Whether the run ever said anything.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Everything new since the last call; null when there is nothing.</summary>
    public ReportRequest? Take()
    {
        lock (_lock)
        {
            if (!_dirty)
            {
                return null;
            }

            _dirty = false;
            var report = new ReportRequest(run, _progress, _message, _lines);
            _lines = [];
            return report;
        }
    }

    /// <summary>The same at the end of the run: what is new, and how many lines were dropped.</summary>
    public ReportRequest? TakeLast()
    {
        lock (_lock)
        {
            if (_dropped > 0)
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"{_dropped} more lines were dropped: a run keeps {MaxLines}.");
                _lines.Add(new TaskLogLine(run.Attempt, MaxLines + 1, _droppedAt, LogLevel.Warning, text));
                (_dropped, _dirty) = (0, true);
            }
        }

        return Take();
    }

    private void MarkDirty()
    {
        lock (_lock)
        {
            if (_dirty)
            {
                return;
            }

            _dirty = true;
            IsUsed = true;
        }

        reporter.OnChanged(this);
    }

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
