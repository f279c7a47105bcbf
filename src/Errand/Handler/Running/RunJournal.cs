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
            if (_lineCount > MaxLines)
            {
                return;
            }

            _lineCount++;
            string text = _lineCount <= MaxLines
                ? Cut(message, MaxLineLength)!
                : string.Create(CultureInfo.InvariantCulture, $"The log is full: what follows line {MaxLines} was dropped.");
            _lines.Add(new TaskLogLine(run.Attempt, _lineCount, at, level, text));
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
