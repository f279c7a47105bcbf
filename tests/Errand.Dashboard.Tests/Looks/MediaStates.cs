using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>The page of a result that is media of each kind.</summary>
internal static class MediaStates
{
    public static readonly IReadOnlyList<PageState> All =
    [
        Of("image", MediaFiles.Of("image/png", MediaFiles.Png), "[data-picture]"),
        Of("svg", MediaFiles.Of("image/svg+xml", MediaFiles.Svg), "[data-picture]"),
        Of("audio", MediaFiles.Uri("audio/wav", MediaFiles.Wav()), "audio"),
        Of("pdf", MediaFiles.Of("application/pdf", "%PDF-1.4"), "text=A PDF is not shown"),
        Of("html", MediaFiles.Of("text/html", "<style>h1 { color: teal }</style><h1>A page</h1><p>of the result</p>"), "iframe"),
        Of("plain", MediaFiles.Of("text/plain", string.Concat(Enumerable.Repeat("a line of a text that is long\n", 100))), "#result-text"),
        Of("file", MediaFiles.Of("application/zip", "PK"), "text=not shown here"),
        Report("markdown", "view=0", ".markdown"),
        Report("markdown-written", "view=0&raw=1", "#result-text"),
        Of("broken", "data:text/plain;base64,*", ".told"),
    ];

    /// <summary>The page of the Markdown that <see cref="MediaFiles"/> has.</summary>
    public static string MarkdownOf(byte[] picture) =>
        MediaFiles.Markdown.Replace("(PNG)", $"({MediaFiles.Uri("image/png", picture)})", StringComparison.Ordinal);

    private static PageState Of(string name, object file, string shows) =>
        Of(name, "echo", new Dictionary<string, object> { ["file"] = file }, "view=0", shows);

    private static PageState Report(string name, string query, string shows) =>
        Of(name, "report", new { text = MarkdownOf(MediaFiles.Png) }, query, shows);

    private static PageState Of(string name, string type, object args, string query, string shows) =>
        new($"media-{name}", async server => $"/tasks/{(await server.RunAsync(type, args)).Id}/result?{query}") { Shows = shows };
}
