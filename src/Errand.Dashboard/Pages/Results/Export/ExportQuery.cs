using Errand.Dashboard.Serving;
using Errand.Web.Http;

namespace Errand.Dashboard.Pages.Results.Export;

/// <summary><c>/tasks/{id}/result/export.html</c>: one file that plots a result without a server.</summary>
internal static class ExportQuery
{
    public static async Task<Page> ShowAsync(PageRequest request)
    {
        if (request.TaskId() is not { } id || await request.Tasks.FindAsync(id, maxResultBytes: 0, request.Aborted) is not { } task)
        {
            return Notice.NoTask(RouteValue.Id(request.Context));
        }

        var options = new ResultShapeOptions { Limit = 1 };
        ResultShape? shape = task.Outcome == OutcomeState.Succeeded
            ? await request.Tasks.FindResultShapeAsync(id, options, request.Aborted)
            : null;
        ResultView[] plots = [.. (shape?.Views ?? []).Where(view => PlotKinds.Has(view.Kind))];
        return plots.Length == 0 ? Notice.NoPlot(task.Id) : new Page
        {
            File = new PageFile
            {
                ContentType = "text/html; charset=utf-8",
                SavedAs = $"task-{task.Id}-{task.Type}.html",
                WriteAsync = new ExportFile(request, task, shape!, plots).WriteAsync,
            },
        };
    }
}
