namespace Errand.Dashboard.Serving;

/// <summary>What every component of a page knows of the request: where the pages are, and how they are shown.</summary>
/// <param name="Base">The path that stands before every address, encoded; empty at the root.</param>
/// <param name="Assets">The path of the assets.</param>
/// <param name="Appearance">How the user wants them.</param>
/// <param name="Now">When the request came (UTC), by the clock of this process.</param>
public sealed record Site(string Base, string Assets, Appearance Appearance, DateTimeOffset Now)
{
    /// <param name="path">Begins with a slash.</param>
    public string Url(string path) => Base + path;

    public string Asset(string file) => $"{Assets}/{file}";
}
