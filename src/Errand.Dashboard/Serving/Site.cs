namespace Errand.Dashboard.Serving;

/// <summary>What every component of a page knows of the request: where the pages are, and how they are shown.</summary>
/// <param name="Base">The path that stands before every address, encoded; empty at the root.</param>
/// <param name="Assets">The path of the assets.</param>
/// <param name="Appearance">How the user wants them.</param>
/// <param name="Now">When the request came (UTC), by the clock of this process.</param>
public sealed record Site(string Base, string Assets, Appearance Appearance, DateTimeOffset Now)
{
    /// <summary>Whether the page stands in a frame of another one.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Whether a script asks for what is in <c>main</c> alone.</summary>
    public bool IsFragment { get; init; }

    /// <summary>Where a link to another page opens: outside the frame, if there is one.</summary>
    public string? Target => IsEmbedded ? "_blank" : null;

    /// <summary>What such a link keeps from the page that it leads to.</summary>
    public string? Rel => IsEmbedded ? "noopener" : null;

    /// <param name="path">Begins with a slash.</param>
    public string Url(string path) => Base + path;

    public string Asset(string file) => $"{Assets}/{file}";
}
