using Microsoft.AspNetCore.Http;

namespace Errand.Web.Http;

/// <summary>Paths as they stand in an address.</summary>
internal static class UrlPath
{
    /// <summary>Encodes a path that the server decoded, so that it is decoded to the same again.</summary>
    /// <remarks>
    /// <see cref="PathString.ToUriComponent"/> alone would leave <c>%41</c> as it is, though here it is no encoding any more; of those
    /// the server leaves only that of the slash.
    /// </remarks>
    public static string Encode(string? path) => new PathString(path is not null && path.Contains('%', StringComparison.Ordinal)
        ? path.Replace("%", "%25", StringComparison.Ordinal).Replace("%252F", "%2F", StringComparison.OrdinalIgnoreCase)
        : path).ToUriComponent();
}
