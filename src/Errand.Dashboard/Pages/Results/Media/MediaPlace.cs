namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>Media in a result.</summary>
/// <param name="Pointer">Leads to the text that holds it.</param>
/// <param name="Type">The media type, as the result says it.</param>
/// <param name="Coding">How the text holds it.</param>
internal sealed record MediaPlace(string Pointer, string Type, MediaCoding Coding)
{
    /// <summary>Null when the value is no media: neither a <c>data:</c> URI, nor an object of <c>mediaType</c> and <c>data</c>, nor a
    /// text.</summary>
    /// <param name="shape">What the value is.</param>
    public static MediaPlace? Of(ResultShape shape) => shape.Kind switch
    {
        ResultKind.Media when shape.Children is not null => new(PointerText.Below(shape.At, "data"), shape.MediaType!, MediaCoding.Base64),
        ResultKind.Media => new(shape.At, shape.MediaType!, MediaCoding.Uri),
        ResultKind.String => new(shape.At, shape.MediaType ?? "text/plain", CodingOf(shape.MediaType ?? "text/plain")),
        _ => null,
    };

    /// <summary>Of a text that its type calls media.</summary>
    private static MediaCoding CodingOf(string type) => MediaForm.NameOf(type) switch
    {
        "image/svg+xml" => MediaCoding.TextOrBase64,
        var name when name.StartsWith("text/", StringComparison.Ordinal) => MediaCoding.Text,
        _ => MediaCoding.Base64,
    };
}
