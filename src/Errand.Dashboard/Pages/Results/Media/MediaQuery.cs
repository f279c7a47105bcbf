using System.Text;
using Errand.Dashboard.Pages.Results.Media.Markdown;
using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>Finds out how media is shown, and reads what is shown as text.</summary>
internal static class MediaQuery
{
    /// <summary>256 KiB. More text than that is downloaded.</summary>
    private const int MostText = 256 * 1024;

    /// <param name="request">The request: with <c>raw=1</c>, Markdown is shown as it is written.</param>
    /// <param name="id">The task.</param>
    /// <param name="view">The view.</param>
    /// <param name="shown">The address of the view, without the base.</param>
    /// <param name="written">The address at which Markdown is shown as it is written.</param>
    public static async Task<ViewContent> ReadAsync(PageRequest request, TaskId id, ResultView view, string shown, string written)
    {
        var options = new ResultShapeOptions { At = view.At, Limit = 1 };
        if (await request.Tasks.FindResultShapeAsync(id, options, request.Aborted) is not { } shape)
        {
            return new MissingContent("The task is gone.");
        }

        if (MediaPlace.Of(shape) is not { } place)
        {
            return await TreeQuery.ReadAsync(request, id, view.At, 0);
        }

        string raw = $"/tasks/{id}/result/raw?at={Uri.EscapeDataString(view.At)}";
        string? kind = KindOf(view, place);
        if (kind is not (ResultViewKind.Text or ResultViewKind.Markdown))
        {
            return new MediaContent(kind, VisibleText.Of(place.Type), SizeOf(shape, place), raw);
        }

        try
        {
            await using MediaBytes? media = await MediaBytes.OpenAsync(request.Tasks, id, place, request.Aborted);
            return media is null ? new MissingContent("The task is gone.")
                : await TextOfAsync(media, request.Aborted) is var (text, isCut) && kind == ResultViewKind.Markdown
                    ? request.Query("raw") == "1" || MarkdownText.Read(text) is not { } document
                        ? new TextContent(text, isCut, raw, shown)
                        : new MarkdownContent(document, written, isCut, raw)
                    : new TextContent(text, isCut, raw);
        }
        catch (InvalidDataException)
        {
            return new MissingContent($"It is not what it says it is: {VisibleText.Of(place.Type)}.");
        }
    }

    /// <summary>By its type: whatever a view calls it, this is what the browser gets. Null: a file.</summary>
    private static string? KindOf(ResultView view, MediaPlace place)
    {
        string type = MediaForm.Of(place.Type).ContentType.Split(';')[0];
        return type switch
        {
            "application/pdf" => ResultViewKind.Pdf,
            "text/html" => ResultViewKind.Html,
            _ when MediaForm.NameOf(place.Type) == "text/markdown" || (type == "text/plain" && view.Kind == ResultViewKind.Markdown) =>
                ResultViewKind.Markdown,
            _ => type.Split('/')[0] switch
            {
                "image" => ResultViewKind.Image,
                "audio" => ResultViewKind.Audio,
                "video" => ResultViewKind.Video,
                "text" => ResultViewKind.Text,
                _ => null,
            },
        };
    }

    /// <summary>Base64 takes four bytes for three.</summary>
    private static long SizeOf(ResultShape shape, MediaPlace place) =>
        place.Coding == MediaCoding.Text ? shape.Bytes ?? 0 : (shape.Bytes ?? 0) / 4 * 3;

    private static async Task<(string Text, bool IsCut)> TextOfAsync(MediaBytes media, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        while (text.Length <= MostText && await media.ReadAsync(cancellationToken) is { IsEmpty: false } bytes)
        {
            await text.WriteAsync(bytes, cancellationToken);
        }

        bool isCut = text.Length > MostText;
        int length = (int)Math.Min(text.Length, MostText);
        byte[] all = text.GetBuffer();
        while (isCut && length > 0 && (all[length] & 0xC0) == 0x80)
        {
            length--; // No character is cut in two.
        }

        return (Encoding.UTF8.GetString(all, 0, length).TrimStart('\ufeff'), isCut);
    }
}
