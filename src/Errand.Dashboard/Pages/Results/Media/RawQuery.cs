using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Errand.Dashboard.Serving;
using Errand.Web.Http;

namespace Errand.Dashboard.Pages.Results.Media;

/// <summary><c>/tasks/{id}/result/raw?at=</c>: media of a result, as the file that it is.</summary>
internal static class RawQuery
{
    /// <summary>What a file may do when it is opened that could hold scripts: be shown, with its own styles and pictures.</summary>
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors ";

    public static async Task<Page> ShowAsync(PageRequest request)
    {
        if (request.TaskId() is not { } id || await request.Tasks.FindAsync(id, maxResultBytes: 0, request.Aborted) is not { } task)
        {
            return Notice.NoTask(RouteValue.Id(request.Context));
        }

        try
        {
            return task.Outcome == OutcomeState.Succeeded ? await PageOfAsync(request, task) : Notice.NoFile(task.Id);
        }
        catch (ResultUnavailableException)
        {
            return Notice.NoFile(task.Id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            return Notice.NoMedia(task.Id); // An address that was changed by hand, or a result that is not what it says.
        }
    }

    private static async Task<Page> PageOfAsync(PageRequest request, TaskView task)
    {
        var id = new TaskId(task.Id);
        var options = new ResultShapeOptions { At = request.Query("at") ?? "", Limit = 1 };
        if (await request.Tasks.FindResultShapeAsync(id, options, request.Aborted) is not { } shape)
        {
            return Notice.NoFile(task.Id);
        }

        return MediaPlace.Of(shape) is not { } place ? Notice.NoMedia(task.Id)
            : await MediaBytes.OpenAsync(request.Tasks, id, place, request.Aborted) is { } media ? PageOf(request, task, place, media)
            : Notice.NoFile(task.Id);
    }

    private static Page PageOf(PageRequest request, TaskView task, MediaPlace place, MediaBytes media)
    {
        request.Context.Response.RegisterForDisposeAsync(media);
        var form = MediaForm.Of(place.Type);
        bool isSaved = !form.IsShown || request.Query("download") == "1";
        return new Page
        {
            File = new PageFile
            {
                ContentType = form.ContentType,
                SavedAs = isSaved ? $"task-{task.Id}-result{form.Ending}" : null,
                Policy = form.IsSandboxed ? Sandbox + FrameAncestors.Of(request).WithSelf : null,
                Tag = TagOf(task, place, form),
                IsPacked = true,
                WriteAsync = media.CopyToAsync,
            },
        };
    }

    /// <summary>A result stays as it is until its task runs again.</summary>
    private static string TagOf(TaskView task, MediaPlace place, MediaForm form)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Id} {task.Attempt} {task.FinishedAt:O} {form.ContentType} {place.Coding} {place.Pointer}");
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}\"";
    }
}
