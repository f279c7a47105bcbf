using System.Diagnostics;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>Traces submissions, and has the tasks carry the trace to their runs.</summary>
/// <remarks>While nobody listens, a submission costs a look at the current activity.</remarks>
internal static class SendTrace
{
    private const string Operation = "send";

    /// <summary>Somebody listens.</summary>
    public static bool IsOn => TaskTraces.Source.HasListeners();

    /// <summary>With the trace of the caller, if there is one.</summary>
    public static Submission Carry(Submission task) =>
        task.Trace is null && Activity.Current is { } current ? CarryFrom(current, task) : task;

    /// <inheritdoc cref="Carry(Submission)" />
    public static IReadOnlyList<Submission> Carry(IReadOnlyList<Submission> tasks) =>
        tasks[0].Trace is null && Activity.Current is { } current ? CarryFrom(current, tasks) : tasks;

    /// <summary>Submits one task within a span, which its run links to.</summary>
    public static async Task<SubmitAnswer> SendAsync(Submission task, Func<Submission, Task<SubmitAnswer>> send)
    {
        using Activity? span = Start(task);
        try
        {
            Submission carrying = span is null ? Carry(task) : CarryFrom(span, task);
            SubmitAnswer answer = await send(carrying);
            if (answer.Id != default)
            {
                span?.SetTag(TelemetryNames.MessageId, answer.Id.ToString());
            }

            Refuse(span, answer.Verdict);
            return answer with { Trace = carrying.Trace };
        }
        catch (Exception e)
        {
            TaskTraces.Fail(span, e.GetType().FullName, e.Message);
            throw;
        }
    }

    /// <summary>Submits many tasks within one span, which all their runs link to.</summary>
    public static async Task<IReadOnlyList<SubmitAnswer>> SendAsync(
        IReadOnlyList<Submission> tasks, Func<IReadOnlyList<Submission>, Task<IReadOnlyList<SubmitAnswer>>> send)
    {
        using Activity? span = StartMany(tasks);
        try
        {
            IReadOnlyList<SubmitAnswer> answers = await send(span is null ? Carry(tasks) : CarryFrom(span, tasks));
            Refuse(span, answers[0].Verdict);
            return answers;
        }
        catch (Exception e)
        {
            TaskTraces.Fail(span, e.GetType().FullName, e.Message);
            throw;
        }
    }

    private static Submission CarryFrom(Activity activity, Submission task) => task with { Trace = TraceText.Of(activity) };

    private static List<Submission> CarryFrom(Activity activity, IReadOnlyList<Submission> tasks)
    {
        string? trace = TraceText.Of(activity);
        return [.. tasks.Select(task => task with { Trace = trace })];
    }

    private static Activity? Start(Submission task) => !IsOn ? null : TaskTraces.Source.StartActivity(
        ActivityKind.Producer, ParentOf(task),
        [
            .. TaskTraces.TagsOf(Operation, task.Queue),
            new(TelemetryNames.SpanTaskType, task.Type.Name),
        ],
        name: $"{Operation} {task.Queue}");

    private static Activity? StartMany(IReadOnlyList<Submission> tasks)
    {
        if (!IsOn)
        {
            return null;
        }

        string? queue = tasks.All(task => task.Queue == tasks[0].Queue) ? tasks[0].Queue : null;
        return TaskTraces.Source.StartActivity(
            ActivityKind.Client, ParentOf(tasks[0]),
            [
                .. TaskTraces.TagsOf(Operation, queue),
                new(TelemetryNames.MessageCount, tasks.Count),
            ],
            name: queue is null ? Operation : $"{Operation} {queue}");
    }

    /// <summary>What the client sent, where the server itself has no span for its request.</summary>
    private static ActivityContext ParentOf(Submission task) =>
        Activity.Current is null && TraceText.TryRead(task.Trace, out ActivityContext client) ? client : default;

    private static void Refuse(Activity? span, SubmitVerdict verdict)
    {
        if (verdict is SubmitVerdict.Refused or SubmitVerdict.KeyReused)
        {
            TaskTraces.Fail(span, verdict == SubmitVerdict.Refused ? "refused" : ProblemSlug.IdempotencyKeyReused, null);
        }
    }
}
