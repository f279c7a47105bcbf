using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Errand.Web.Http;

/// <summary>Which kinds of body are taken and given.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Ndjson = "application/x-ndjson";

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

    /// <summary>Whether the client takes JSON as an answer (RFC 9110 section 12.5.1): the most specific range that fits decides.</summary>
    public static bool AcceptsJson(HttpRequest request)
    {
        StringValues accept = request.Headers.Accept;
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*" || accept == Json
            || !MediaTypeHeaderValue.TryParseList(accept, out IList<MediaTypeHeaderValue>? ranges))
        {
            return true;
        }

        int best = 0;
        double quality = 0;
        foreach (MediaTypeHeaderValue range in ranges)
        {
            int fit = Fit(range);
            if (fit > best)
            {
                best = fit;
                quality = range.Quality ?? 1;
            }
        }

        return quality > 0;
    }

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static MediaTypeHeaderValue? Parse(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? type : null;

    private static int Fit(MediaTypeHeaderValue range)
    {
        if (range.MatchesAllTypes)
        {
            return 1;
        }

        if (!range.Type.Equals("application", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        return range.MatchesAllSubTypes ? 2 : range.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
    }
}
