namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>How the bytes of media are written in a text.</summary>
internal enum MediaCoding
{
    /// <summary>They are the text, in UTF-8.</summary>
    Text,

    Base64,

    /// <summary>As a <c>data:</c> URI (RFC 2397), which says how.</summary>
    Uri,

    /// <summary>Of an SVG: the text begins with a tag, or is base64.</summary>
    TextOrBase64,
}
