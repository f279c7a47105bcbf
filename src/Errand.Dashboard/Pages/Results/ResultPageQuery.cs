using Errand.Dashboard.Serving;
using Errand.Web.Http;

namespace Errand.Dashboard.Pages.Results;

/// <summary><c>/tasks/{id}/result?view=&amp;embed=</c> and what the view has of its own.</summary>
internal static class ResultPageQuery
{
    public static async Task<Page> ShowAsync(PageRequest request) =>
        request.TaskId() is { } id && await request.Tasks.FindAsync(id, maxResultBytes: 0, request.Aborted) is { } task
            ? await PageOfAsync(request, task)
            : Notice.NoTask(RouteValue.Id(request.Context));

    private static async Task<Page> PageOfAsync(PageRequest request, TaskView task)
    {
        var model = new ResultPageModel
        {
            Task = task,
            Viewer = task.Outcome == OutcomeState.Succeeded
                ? await ViewerQuery.ReadAsync(request, task, new ViewerAddress($"/tasks/{task.Id}/result", "", request.IsEmbedded))
                : null,
        };
        return Page.Of<ResultPage>(PageArea.Tasks, $"Result of #{task.Id} {task.Type}", model) with
        {
            Live = task.Status == TaskState.Done ? null : $"/v1/tasks/{task.Id}/events",
            Scripts = ["task.js", .. model.Viewer?.Scripts ?? []],
            Styles = ["task.css", "viewer.css", .. model.Viewer?.Styles ?? []],
        };
    }
}
