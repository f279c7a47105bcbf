namespace Errand.Telemetry;

/// <summary>The names of what is measured and traced. Dashboards and alerts of users depend on them.</summary>
internal static class TelemetryNames
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Source = "Errand";

    public const string TaskType = "task.type";
    public const string TaskOutcome = "task.outcome";
    public const string ErrorType = "error.type";
    public const string Queue = "queue";
    public const string Place = "place";
    public const string Problem = "problem";
    public const string Reason = "reason";
    public const string Operation = "operation";

    public const string System = "messaging.system";
    public const string Destination = "messaging.destination.name";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string MessageId = "messaging.message.id";
    public const string MessageCount = "messaging.batch.message_count";
    public const string SpanTaskType = "errand.task.type";
    public const string SpanAttempt = "errand.task.attempt";
    public const string SpanOutcome = "errand.task.outcome";
}
