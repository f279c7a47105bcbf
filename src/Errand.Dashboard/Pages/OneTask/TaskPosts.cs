using Errand.Dashboard.Serving;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>What the forms of a task's page do.</summary>
internal static class TaskPosts
{
    private const int MaxNoteLength = 500;

    /// <summary>What became of it is read from the task: it may have ended meanwhile.</summary>
    public static Task<Page> CancelAsync(PageRequest request) => WithTaskAsync(request, async id =>
    {
        await request.Tasks.CancelAsync(id);
        return await request.Tasks.FindAsync(id, maxResultBytes: 0, request.Aborted) switch
        {
            null => null,
            { Outcome: OutcomeState.Cancelled } => Told.Cancelled,
            { Status: TaskState.Done } => Told.Ended,
            _ => Told.Cancelling,
        };
    });

    public static Task<Page> RetryAsync(PageRequest request) => WithTaskAsync(request, async id =>
        await request.Tasks.RetryAsync(id) switch
        {
            TaskChange.Changed => Told.Retried,
            TaskChange.NotFinished => Told.NotFinished,
            TaskChange.Succeeded => Told.Succeeded,
            _ => null,
        });

    public static async Task<Page> DeleteAsync(PageRequest request)
    {
        TaskChange change = request.TaskId() is { } id ? await request.Tasks.DeleteAsync(id) : TaskChange.UnknownTask;
        return change switch
        {
            TaskChange.Changed => Page.GoTo("/tasks?told=deleted"),
            TaskChange.NotFinished => Page.GoTo(PathOf(request, Told.NotFinished)),
            _ => NoTask(request),
        };
    }

    public static async Task<Page> KeepAsync(PageRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        string note = form["note"].ToString().Trim();
        KeepTime? time = KeepTime.All.FirstOrDefault(time => time.Word == form["for"]);
        return time is null
            ? Notice.Malformed(StatusCodes.Status400BadRequest)
            : await WithTaskAsync(request, async id =>
                note.EnumerateRunes().Count() > MaxNoteLength ? Told.LongNote
                : await request.Tasks.KeepAsync(id, time.Until(request.Now), note.Length == 0 ? null : note) ? Told.Kept
                : null);
    }

    public static Task<Page> ReleaseAsync(PageRequest request) => WithTaskAsync(request, async id =>
        await request.Tasks.ReleaseAsync(id) ? Told.Released : null);

    /// <param name="request">The request.</param>
    /// <param name="change">Returns the word for what became of it, or null when there is no such task.</param>
    private static async Task<Page> WithTaskAsync(PageRequest request, Func<TaskId, Task<string?>> change) =>
        request.TaskId() is { } id && await change(id) is { } told ? Page.GoTo(PathOf(request, told)) : NoTask(request);

    private static string PathOf(PageRequest request, string told) => $"/tasks/{request.TaskId()}?told={told}";

    private static Page NoTask(PageRequest request) => Notice.NoTask(RouteValue.Id(request.Context));
}
