using System.Collections.Frozen;

namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>How media of a type is served.</summary>
/// <param name="ContentType">What it is sent as: a word of ours, never the result's own.</param>
/// <param name="Ending">Of the name that it is saved by, with the dot.</param>
/// <param name="IsShown">Whether a browser may show it; else it is saved.</param>
/// <param name="IsSandboxed">Whether it could hold scripts, so that it may do nothing but be shown.</param>
internal sealed record MediaForm(string ContentType, string Ending, bool IsShown, bool IsSandboxed)
{
    /// <summary>What is known of no type.</summary>
    private static readonly MediaForm Unknown = new("application/octet-stream", ".bin", IsShown: false, IsSandboxed: true);

    private static readonly MediaForm Text = new("text/plain; charset=utf-8", ".txt", IsShown: true, IsSandboxed: true);

    private static readonly FrozenDictionary<string, MediaForm> Known = new Dictionary<string, MediaForm>
    {
        ["image/png"] = Safe("image/png", ".png"),
        ["image/jpeg"] = Safe("image/jpeg", ".jpg"),
        ["image/gif"] = Safe("image/gif", ".gif"),
        ["image/webp"] = Safe("image/webp", ".webp"),
        ["image/avif"] = Safe("image/avif", ".avif"),
        ["image/svg+xml"] = new("image/svg+xml", ".svg", IsShown: true, IsSandboxed: true),
        ["audio/mpeg"] = Safe("audio/mpeg", ".mp3"),
        ["audio/mp4"] = Safe("audio/mp4", ".m4a"),
        ["audio/ogg"] = Safe("audio/ogg", ".ogg"),
        ["audio/webm"] = Safe("audio/webm", ".weba"),
        ["audio/flac"] = Safe("audio/flac", ".flac"),
        ["audio/wav"] = Safe("audio/wav", ".wav"),
        ["audio/x-wav"] = Safe("audio/wav", ".wav"),
        ["audio/vnd.wave"] = Safe("audio/wav", ".wav"),
        ["video/mp4"] = Safe("video/mp4", ".mp4"),
        ["video/ogg"] = Safe("video/ogg", ".ogv"),
        ["video/webm"] = Safe("video/webm", ".webm"),
        ["application/pdf"] = new("application/pdf", ".pdf", IsShown: true, IsSandboxed: true),
        ["text/html"] = new("text/html; charset=utf-8", ".html", IsShown: true, IsSandboxed: true),
        ["text/markdown"] = Text with { Ending = ".md" },
        ["text/csv"] = Text with { Ending = ".csv" },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="type">As the result says it, such as <c>image/png</c>; parameters after it do not matter.</param>
    public static MediaForm Of(string type)
    {
        string name = NameOf(type);
        return Known.TryGetValue(name, out MediaForm? form) ? form : name.StartsWith("text/", StringComparison.Ordinal) ? Text : Unknown;
    }

    /// <summary><c>text/html</c> of <c>Text/HTML; charset=utf-8</c></summary>
    public static string NameOf(string type) => type.Split(';')[0].Trim().ToLowerInvariant();

    private static MediaForm Safe(string contentType, string ending) => new(contentType, ending, IsShown: true, IsSandboxed: false);
}
