using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Errand.Web.Http;

/// <summary>Which kinds of body are taken and given.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Ndjson = "application/x-ndjson";

    public const string Csv = "text/csv";

    public const string Text = "text/plain";

    public const string EventStream = "text/event-stream";

    /// <summary>NumPy's arrays have no type of their own.</summary>
    public const string Binary = "application/octet-stream";

    public const string Problem = "application/problem+json";

    /// <summary>Whether a body is said to be JSON, of any dialect (<c>application/*+json</c>). A browser sends no such body across origins
    /// unasked.</summary>
    public static bool IsJson(HttpRequest request) =>
        string.Equals(request.ContentType, Json, StringComparison.OrdinalIgnoreCase)
        || (Parse(request) is { } type && type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
            && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a body is said to be lines of JSON.</summary>
    public static bool IsNdjson(HttpRequest request) =>
        Parse(request) is { } type && type.MediaType.Equals(Ndjson, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a body is said to be in another encoding than plain UTF-8.</summary>
    public static bool IsEncodedOtherwise(HttpRequest request) =>
        request.ContentType != Json && Parse(request) is { Charset.Length: > 0 } type
            && !IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset))
        || !StringValues.IsNullOrEmpty(request.Headers.ContentEncoding)
            && !string.Equals(request.Headers.ContentEncoding, "identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the client takes JSON as an answer.</summary>
    public static bool AcceptsJson(HttpRequest request) => request.Headers.Accept == Json || Accepts(request, Json);

    /// <summary>Whether the client takes a type of answer.</summary>
    public static bool Accepts(HttpRequest request, string type) => Preference(request, type).Quality > 0;

    /// <summary>Whether the client would rather have lines of JSON.</summary>
    public static bool PrefersNdjson(HttpRequest request) => Prefers(request, Ndjson);

    /// <summary>Whether the client would rather have another type than JSON. Of two that it likes the same, it has the one that it
    /// names.</summary>
    public static bool Prefers(HttpRequest request, string type) =>
        Preference(request, type) is { Quality: > 0 } other && other.CompareTo(Preference(request, Json)) > 0;

    /// <summary>How much the client wants a type of answer (RFC 9110 section 12.5.1): the most specific range that fits decides.</summary>
    private static (double Quality, int Fit) Preference(HttpRequest request, string type)
    {
        StringValues accept = request.Headers.Accept;
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*"
            || !MediaTypeHeaderValue.TryParseList(accept, out IList<MediaTypeHeaderValue>? ranges))
        {
            return (1, 0);
        }

        (double Quality, int Fit) best = default;
        foreach (MediaTypeHeaderValue range in ranges)
        {
            int fit = Fit(range, type);
            if (fit > best.Fit)
            {
                best = (range.Quality ?? 1, fit);
            }
        }

        return best;
    }

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static MediaTypeHeaderValue? Parse(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? type : null;

    private static int Fit(MediaTypeHeaderValue range, string type) =>
        range.MatchesAllTypes ? 1
        : range.MatchesAllSubTypes ? (type.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase) ? 2 : 0)
        : range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 3
        : 0;
}
