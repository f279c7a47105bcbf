using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Errand.Dashboard.Serving;
using Errand.Web.Http;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary><c>/tasks/{id}/result/plot.svg?view=&amp;width=&amp;height=&amp;theme=&amp;log=</c>: a plot as a picture, for pages and
/// messages where no script runs.</summary>
internal static class PictureQuery
{
    /// <summary>Nothing is fetched for it, and nothing in it runs.</summary>
    private const string Policy = "sandbox; default-src 'none'; frame-ancestors ";

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
        IReadOnlyList<ResultView> views = shape?.Views ?? [];
        return ViewOf(request, views) is { } view ? await PageOfAsync(request, task, view)
            : Notice.NoPicture(task.Id, [.. views.Index().Where(view => PictureReader.Has(view.Item)).Select(view => view.Index)]);
    }

    /// <summary>The one that is asked for; without a number the first that has a picture. Null: there is none.</summary>
    private static ResultView? ViewOf(PageRequest request, IReadOnlyList<ResultView> views) =>
        request.Query("view") is not { } text ? views.FirstOrDefault(PictureReader.Has)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < views.Count
            && PictureReader.Has(views[index])
            ? views[index]
            : null;

    private static async Task<Page> PageOfAsync(PageRequest request, TaskView task, ResultView view)
    {
        (PictureOptions? options, string fault) = PictureOptions.Of(request);
        if (options is null)
        {
            return Notice.WrongPicture(task.Id, fault);
        }

        try
        {
            return await new PictureReader(request.Tasks, new TaskId(task.Id), view, request.Aborted).ReadAsync() is { } rows
                ? PageOf(request, task, PictureSheet.Draw(view, rows, options, $"#{task.Id} {task.Type}"))
                : Notice.NoTask($"{task.Id}");
        }
        catch (ResultUnavailableException)
        {
            return Notice.NoPlot(task.Id); // Its author described columns that this result does not have.
        }
    }

    private static Page PageOf(PageRequest request, TaskView task, string svg)
    {
        byte[] content = Encoding.UTF8.GetBytes(svg);
        var sites = FrameAncestors.Of(request);
        return new Page
        {
            File = new PageFile
            {
                ContentType = "image/svg+xml",
                SavedAs = request.Query("download") == "1" ? $"task-{task.Id}-{task.Type}.svg" : null,
                Policy = Policy + sites.WithSelf,
                Sites = sites,
                Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"",
                WriteAsync = async (body, cancellationToken) => await body.WriteAsync(content, cancellationToken),
            },
        };
    }
}
