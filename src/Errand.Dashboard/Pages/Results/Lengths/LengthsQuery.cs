using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results.Lengths;

/// <summary>Reads a page of the lengths of arrays.</summary>
internal static class LengthsQuery
{
    public static async Task<ViewContent> ReadAsync(PageRequest request, TaskId id, ResultView view, int offset)
    {
        var options = new ResultShapeOptions { At = view.At, Offset = offset, Limit = TableContent.PageRows };
        return await request.Tasks.FindResultShapeAsync(id, options, request.Aborted) is { } shape
            ? new LengthsContent(shape, offset)
            : new MissingContent("The task is gone.");
    }
}
