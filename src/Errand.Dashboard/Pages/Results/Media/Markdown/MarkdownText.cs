using Markdig;
using Markdig.Syntax;

namespace Errand.Dashboard.Pages.Results.Media.Markdown;

/// <summary>Reads Markdown: CommonMark with tables. HTML in it is text.</summary>
internal static class MarkdownText
{
    /// <summary>A page with many thousands of elements is slow to show and to read out.</summary>
    private const int MostElements = 5000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>Null when it is too long or too deep to be drawn.</summary>
    public static MarkdownDocument? Read(string text)
    {
        try
        {
            MarkdownDocument document = Markdig.Markdown.Parse(text, Pipeline);
            return document.Descendants().Skip(MostElements).Any() ? null : document;
        }
        catch (ArgumentException)
        {
            return null; // So the reader says that it is nested too deeply.
        }
    }

    /// <summary>The address of a link, if it leads to the web; null: the link is text.</summary>
    public static string? LinkOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address.AbsoluteUri
            : null;

    /// <summary>The address of a picture, if it is in the text itself; null: it is not fetched.</summary>
    public static string? PictureOf(string? url) => url?.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) == true ? url : null;
}
