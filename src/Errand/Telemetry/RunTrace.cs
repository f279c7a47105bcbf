using System.Diagnostics;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>Traces runs.</summary>
internal static class RunTrace
{
    private const string Operation = "process";

    /// <summary>The span of a run; null while nobody listens.</summary>
    /// <param name="claim">What runs.</param>
    /// <param name="continues">The first run of a task that had not to wait is a child of the span that submitted it. Any other run, and
    /// all if this is false, are traces of their own with a link to that span: it ended long ago, or has had a child already.</param>
    public static Activity? Start(TaskClaim claim, bool continues) => TaskTraces.Source.HasListeners() ? StartSpan(claim, continues) : null;

    /// <param name="span">The run's.</param>
    /// <param name="disposition">How it ended.</param>
    /// <param name="error">Why it failed, if it did.</param>
    public static void End(Activity span, Disposition disposition, RunError? error)
    {
        span.SetTag(TelemetryNames.SpanOutcome, OutcomeWords.Of(disposition));
        if (error is not null)
        {
            TaskTraces.Fail(span, error.Kind, error.Message);
        }

        span.Dispose();
    }

    private static Activity? StartSpan(TaskClaim claim, bool continues)
    {
        // What this thread did before is no part of the run.
        Activity.Current = null;
        bool isLinked = TraceText.TryRead(claim.Trace, out ActivityContext submitted);
        bool isChild = isLinked && continues && claim.Attempt == 1 && !claim.WasDelayed;
        return TaskTraces.Source.StartActivity(
            ActivityKind.Consumer, isChild ? submitted : default,
            [
                .. TaskTraces.TagsOf(Operation, claim.Queue),
                new(TelemetryNames.MessageId, claim.Id.ToString()),
                new(TelemetryNames.SpanTaskType, claim.Type.Name),
                new(TelemetryNames.SpanAttempt, claim.Attempt),
            ],
            isLinked && !isChild ? [new ActivityLink(submitted)] : null,
            name: $"{Operation} {claim.Queue}");
    }
}
