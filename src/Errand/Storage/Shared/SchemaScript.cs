namespace Errand.Storage.Shared;

/// <summary>Distinguishes schemas of the same version: before the first release the script is edited in place.</summary>
internal static class SchemaScript
{
    /// <summary>The script without comments, and with one blank where it has any number of blanks and line ends.</summary>
    public static string StatementsOf(string script) => string.Join(' ', script.Split('\n').SelectMany(
        line => line.Split("--")[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
