using System.Text.Json;
using Errand.Dashboard.Parts.Json;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results;

/// <summary>Reads a level of a result.</summary>
internal static class TreeQuery
{
    /// <summary>A longer value is shown level by level.</summary>
    private const int MostText = 65_536;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 }; // Results nest to 128 levels.

    public static async Task<ViewContent> ReadAsync(PageRequest request, TaskId id, string at, int offset)
    {
        var options = new ResultShapeOptions { At = at, Offset = offset, Limit = TreeContent.PageChildren };
        return await request.Tasks.FindResultShapeAsync(id, options, request.Aborted) is { } shape
            ? new TreeContent { Shape = shape, Offset = offset, Text = shape.Bytes <= MostText ? await TextAsync(request, id, at) : null }
            : new MissingContent("The task is gone.");
    }

    private static async Task<JsonText?> TextAsync(PageRequest request, TaskId id, string at)
    {
        await using Stream? result = await request.Tasks.OpenResultAsync(id, new ResultOptions { Select = at }, request.Aborted);
        if (result is null)
        {
            return null;
        }

        using JsonDocument document = await JsonDocument.ParseAsync(result, Options, request.Aborted);
        return JsonPrinter.Print(document.RootElement);
    }
}
