using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand;

/// <summary>What a task's function may know and say about the run it is in. Ask for it as a parameter.</summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public sealed class TaskContext
{
    private readonly Action<double, string?> _reportProgress;

    internal TaskContext(ILogger logger, Action<double, string?> reportProgress)
    {
        Logger = logger;
        _reportProgress = reportProgress;
    }

    /// <summary>The task's id.</summary>
    public TaskId Id { get; internal init; }

    /// <summary>The task's type.</summary>
    public TaskType Type { get; internal init; }

    /// <summary>The number of this run, from 1. It only grows, so it can serve as a fencing token.</summary>
    public int Attempt { get; internal init; }

    /// <summary>How many tries the task has. <see cref="Attempt"/> may exceed it, since a run that a stopping server handed back counts as
    /// no try.</summary>
    public int MaxAttempts { get; internal init; }

    /// <summary>When the run is asked to stop: at its time-out or at the task's expiry, whichever comes first (UTC, the store's
    /// clock).</summary>
    public DateTimeOffset Deadline { get; internal init; }

    /// <summary>Writes to the task's own log, which is kept with the task, and to the server's log.</summary>
    /// <remarks>Kept are the first 1,000 lines of a run, of all levels, 4,000 characters each; a last line says how many more there were.
    /// The server's log has its own least level.</remarks>
    public ILogger Logger { get; }

    /// <summary>Learns when the function has ended.</summary>
    internal IFunctionWatch? Watch { get; init; }

    /// <summary>Reports how far the run has come. Cheap: written at most once a second, the last one
    /// wins.</summary>
    /// <param name="fraction">0 to 1; what lies outside counts as the nearer end. NaN, as 0/0 gives it, leaves the fraction as it
    /// was.</param>
    /// <param name="message">What the run is at, for people; at most 1,000 characters are kept.</param>
    public void ReportProgress(double fraction, string? message = null) => _reportProgress(Math.Clamp(fraction, 0, 1), message);

    /// <summary>A context for calling a task's function from a unit test, without a server.</summary>
    /// <param name="onProgress">Called with what the function reports.</param>
    /// <param name="logger">Receives what the function logs.</param>
    public static TaskContext ForTesting(Action<double, string?>? onProgress = null, ILogger? logger = null) =>
        new(logger ?? NullLogger.Instance, onProgress ?? ((_, _) => { }))
        {
            Id = new TaskId(1),
            Type = new TaskType("test"),
            Attempt = 1,
            MaxAttempts = TaskLimits.DefaultMaxAttempts,
            Deadline = DateTimeOffset.MaxValue,
        };
}
