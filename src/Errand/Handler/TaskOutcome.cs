using System.Globalization;

namespace Errand.Handler;

/// <summary>How a run ended, before the store gave its verdict.</summary>
/// <param name="Disposition">What is to become of the task.</param>
/// <param name="Result">UTF-8 JSON, when it succeeded.</param>
/// <param name="Error">What went wrong, when it did not.</param>
internal readonly record struct TaskOutcome(Disposition Disposition, ReadOnlyMemory<byte> Result = default, RunError? Error = null)
{
    private const int MaxMessageLength = 4000;

    public static TaskOutcome Succeeded(ReadOnlyMemory<byte> result) => new(Disposition.Succeeded, result);

    public static TaskOutcome Stopped(StopReason reason, TimeSpan allowed) => reason == StopReason.TimedOut
        ? TimedOut(allowed)
        // For a cancelled task the store's own mark decides; without that mark nobody cancelled it, and it is to run again.
        : new(Disposition.HandBack);

    public static TaskOutcome TimedOut(TimeSpan allowed) =>
        new(Disposition.Retry, Error: new RunError(
            TaskErrorKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"The run timed out after {allowed.TotalSeconds:0.###} s.")));

    public static TaskOutcome Failed(Exception exception) => exception switch
    {
        TaskFailedException => new(Disposition.Failed, Error: new RunError(TaskErrorKind.Permanent, Message(exception))),
        InvalidResultException => new(Disposition.Failed, Error: new RunError(TaskErrorKind.InvalidResult, Message(exception))),
        _ => new(Disposition.Retry, Error: new RunError(TaskErrorKind.Exception, Message(exception))),
    };

    private static string Message(Exception exception)
    {
        string message;
        try
        {
            message = exception.Message ?? "";
        }
        catch (Exception)
        {
            // A property of the function's own exception is the function's code as well.
            message = exception.GetType().Name;
        }

        return message.Length <= MaxMessageLength ? message : message[..MaxMessageLength] + "…";
    }
}
