using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Pages.Results.Lengths;
using Errand.Dashboard.Pages.Results.Media;
using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results;

/// <summary>Finds what the address of a result asks for: <c>?view=&amp;sort=&amp;offset=&amp;at=&amp;raw=</c>.</summary>
internal static class ViewerQuery
{
    /// <summary>Null when the task is gone, or has no result.</summary>
    public static async Task<ViewerModel?> ReadAsync(PageRequest request, TaskView task, ViewerAddress address)
    {
        var id = new TaskId(task.Id);

        // Of the children nothing is shown here; there is no way to ask for none.
        if (await request.Tasks.FindResultShapeAsync(id, new ResultShapeOptions { Limit = 1 }, request.Aborted) is not { } shape)
        {
            return null;
        }

        int index = Math.Min(Number(request, "view"), shape.Views!.Count - 1);
        return new ViewerModel
        {
            Shape = shape,
            Index = index,
            Content = await ReadAsync(request, id, shape, index, address),
            Address = address,
            TaskId = task.Id,
            Type = task.Type,
        };
    }

    private static async Task<ViewContent> ReadAsync(
        PageRequest request, TaskId id, ResultShape shape, int index, ViewerAddress address)
    {
        ResultView view = shape.Views![index];

        try
        {
            return view.Kind switch
            {
                _ when PlotKinds.Has(view.Kind) => await PlotAsync(request, id, view),
                ResultViewKind.Table =>
                    await TableQuery.ReadAsync(request, id, view, request.Query("sort"), Number(request, "offset")),
                ResultViewKind.Lengths => await LengthsQuery.ReadAsync(request, id, view, Number(request, "offset")),
                ResultViewKind.Scalars => await ScalarsQuery.ReadAsync(request, id, shape, view),
                // The last view is the JSON of the whole; one before it is of media that has no view of its own.
                ResultViewKind.Tree when index == shape.Views.Count - 1 || request.Query("at") is not null =>
                    await TreeQuery.ReadAsync(request, id, request.Query("at") ?? view.At, Number(request, "offset")),
                _ => await MediaQuery.ReadAsync(request, id, view, address.View(index), address.Written(index)),
            };
        }
        catch (ResultUnavailableException e)
        {
            return new MissingContent(VisibleText.Of(e.Message)); // An address that was changed by hand, or is of another result.
        }
    }

    private static async Task<PlotContent> PlotAsync(PageRequest request, TaskId id, ResultView view)
    {
        var options = new ResultShapeOptions { At = view.At, Limit = 1 };
        ResultShape? shape = view.Kind == ResultViewKind.Heatmap
            ? await request.Tasks.FindResultShapeAsync(id, options, request.Aborted)
            : null;
        return new PlotContent(
            JsonSerializer.Serialize(view, ErrandJson.Default.ResultView),
            shape?.Sizes,
            shape is { Kind: ResultKind.Grid, Min: { } low, Max: { } high } ? (low, high) : null);
    }

    /// <summary>A number of the address; 0 when it has none, or none that makes sense.</summary>
    private static int Number(PageRequest request, string name) =>
        int.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
