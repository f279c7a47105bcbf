namespace Errand.Binding;

/// <summary>Where the type reads more than the published format allows.</summary>
internal static class StringFormat
{
    public static Func<object?, string, bool>? Also(string format) => format switch
    {
        "date-time" => IsDateTime,
        "uri" => IsUri,
        _ => null,
    };

    /// <summary>RFC 3339 without its offset would be the handler's local time, which may be another on every machine. A DateTime may be without a zone.</summary>
    private static bool IsDateTime(object? value, string text) =>
        value is not DateTimeOffset || (text.Contains('T', StringComparison.Ordinal) && (text[^1] == 'Z' || text[^6] is '+' or '-'));

    /// <summary>Unix takes a path for an absolute URI.</summary>
    private static bool IsUri(object? value, string text) => value is Uri { IsAbsoluteUri: true } && text[0] != '/';
}
