using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Json;
using Errand.Dashboard.Serving;
using Errand.Web.Http;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary><c>/tasks/{id}?told=&amp;ask=&amp;level=&amp;try=</c></summary>
internal static class TaskQuery
{
    /// <summary>Of larger arguments this much is shown.</summary>
    public const int MostArgs = 65_536;

    private const string TraceUrl = "ERRAND_TRACE_URL";

    /// <summary>Stands in the setting for the trace.</summary>
    private const string TraceId = "{traceId}";

    public static async Task<Page> ShowAsync(PageRequest request) =>
        request.TaskId() is { } id && await request.Tasks.FindAsync(id, maxResultBytes: 0, request.Aborted) is { } task
            ? await PageOfAsync(request, id, task)
            : Notice.NoTask(RouteValue.Id(request.Context));

    private static async Task<Page> PageOfAsync(PageRequest request, TaskId id, TaskView task)
    {
        // They are read one after the other, so what was read first may be older than the rest: the page is live, and soon right.
        IReadOnlyList<TaskAttempt> attempts = await request.Tasks.FindAttemptsAsync(id, request.Aborted) ?? [];
        TaskTypeView? type = await request.Tasks.FindTypeAsync(task.Type, request.Aborted);
        var model = new TaskModel
        {
            Task = task,
            Now = request.Now,
            Told = Told.Of(request.Query("told"), task),
            Ask = request.Query("ask"),
            Wait = task.Status == TaskState.Waiting ? await request.Tasks.ExplainAsync(id, request.Aborted) : null,
            IsOfOurs = type is not null,
            Timeline = Timeline.Of(task, attempts, task.Status == TaskState.Running ? type : null, request.Now),
            Result = await ResultQuery.ReadAsync(request, task, type),
            Args = task.Args is { } args ? JsonPrinter.Print(args, MostArgs) : null,
            LeftOut = type is null ? [] : LeftOutArgs.Of(type, task.Args),
            Log = await LogQuery.ReadAsync(request, id, attempts),
            TraceUrl = TraceUrlOf(request, task),
            Attempts = [.. attempts.Where(attempt => attempt.Attempt is not null || attempt.EndedAt is not null).Reverse()],
        };
        return Page.Of<TaskPage>(PageArea.Tasks, $"#{task.Id} {task.Type}", model) with
        {
            Live = task.Status == TaskState.Done ? null : $"{model.Api}/events",
            Scripts = ["task.js", .. model.Result.Viewer?.Scripts ?? []],
            Styles = ["task.css", "viewer.css", .. model.Result.Viewer?.Styles ?? []],
        };
    }

    private static string? TraceUrlOf(PageRequest request, TaskView task) => task.Trace is { } trace
        ? request.Settings.FirstOrDefault(setting => setting.Name == TraceUrl)?.Value?.Replace(
            TraceId, trace, StringComparison.Ordinal)
        : null;
}
