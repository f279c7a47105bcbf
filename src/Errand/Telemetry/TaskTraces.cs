using System.Diagnostics;

namespace Errand.Telemetry;

/// <summary>The source of spans, and what all of them have in common: the conventions of OpenTelemetry for messaging.</summary>
internal static class TaskTraces
{
    public static readonly ActivitySource Source = new(TelemetryNames.Source, ErrandVersion.Text);

    /// <param name="operation">What is done: its name and its type are the same.</param>
    /// <param name="queue">Null when there are several.</param>
    public static IEnumerable<KeyValuePair<string, object?>> TagsOf(string operation, string? queue)
    {
        yield return new(TelemetryNames.System, "errand");
        yield return new(TelemetryNames.OperationName, operation);
        yield return new(TelemetryNames.OperationType, operation);
        if (queue is not null)
        {
            yield return new(TelemetryNames.Destination, queue);
        }
    }

    /// <param name="span">What failed.</param>
    /// <param name="error">One of few words.</param>
    /// <param name="message">For people.</param>
    public static void Fail(Activity? span, string? error, string? message)
    {
        span?.SetTag(TelemetryNames.ErrorType, error);
        span?.SetStatus(ActivityStatusCode.Error, message);
    }
}
