namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>Something that the browser shows by itself, or a file to save.</summary>
/// <param name="Kind">Which: a kind of views, or null for a file that is only saved.</param>
/// <param name="Type">Its media type, for people.</param>
/// <param name="Size">Roughly how large it is, in bytes.</param>
/// <param name="Raw">The address of the file, without the base.</param>
public sealed record MediaContent(string? Kind, string Type, long Size, string Raw) : ViewContent
{
    /// <summary>Where it is saved from instead of shown.</summary>
    public string Download => $"{Raw}&download=1";
}
