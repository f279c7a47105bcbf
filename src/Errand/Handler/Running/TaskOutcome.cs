using System.Buffers;
using System.Globalization;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Handler.Running;

/// <summary>How a run ended, before the store gave its verdict.</summary>
/// <param name="Disposition">What is to become of the task.</param>
/// <param name="Result">UTF-8 JSON, when it succeeded.</param>
/// <param name="Error">What went wrong, when it did not.</param>
internal readonly record struct TaskOutcome(Disposition Disposition, ReadOnlySequence<byte> Result = default, RunError? Error = null)
{
    public static TaskOutcome Succeeded(ReadOnlySequence<byte> result) => new(Disposition.Succeeded, result);

    public static TaskOutcome Stopped(StopReason reason, TimeSpan allowed) => reason == StopReason.TimedOut
        ? TimedOut(allowed)
        // For a cancelled task the store's own mark decides. Without that mark it was not cancelled and must run again.
        : new(Disposition.HandBack);

    public static TaskOutcome TimedOut(TimeSpan allowed) =>
        new(Disposition.Retry, Error: new RunError(
            TaskErrorKind.Timeout,
            string.Create(CultureInfo.InvariantCulture, $"The run timed out after {allowed.TotalSeconds:0.###} s.")));

    public static TaskOutcome Failed(Exception exception)
    {
        exception = Wrapped.Unwrap(exception);
        string message = ExceptionText.Message(exception);
        return exception is InvalidResultException ? new(Disposition.Failed, Error: new RunError(TaskErrorKind.InvalidResult, message))
            : Wrapped.IsAll<TaskFailedException>(exception) ? new(Disposition.Failed, Error: new RunError(TaskErrorKind.Permanent, message))
            : new(Disposition.Retry, Error: new RunError(TaskErrorKind.Exception, message));
    }

    /// <summary>The handler itself failed; how the run ended is unknown.</summary>
    public static TaskOutcome Broken(Exception exception) => new(Disposition.Retry, Error: new RunError(
        TaskErrorKind.Exception, $"The server failed to see the run through: {ExceptionText.Message(exception)}"));
}
