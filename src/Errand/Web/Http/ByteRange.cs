using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Errand.Web.Http;

/// <summary>The bytes of an answer that a request asks for (RFC 9110 section 14); the last one is included.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    public long Length => Last - First + 1;

    /// <summary>False when the client asks for bytes that do not exist: 416.</summary>
    /// <param name="request">Only a GET asks for ranges.</param>
    /// <param name="tag">Of the answer: an <c>If-Range</c> that names another one asks for the whole.</param>
    /// <param name="length">Of the whole answer.</param>
    /// <param name="range">Null when the client gets the whole: it asks for no range, for several, or in a way that cannot be read, which
    /// the RFC has a server ignore.</param>
    public static bool TryRead(HttpRequest request, string tag, long length, out ByteRange? range)
    {
        range = null;
        if (!HttpMethods.IsGet(request.Method) || Asked(request) is not { } asked || !IsOf(tag, request))
        {
            return true;
        }

        (long first, long last) = asked switch
        {
            { From: { } from, To: var to } => (from, Math.Min(to ?? long.MaxValue, length - 1)),
            _ => (Math.Max(0, length - asked.To ?? 0), length - 1),
        };
        if (first > last)
        {
            return false;
        }

        range = new ByteRange(first, last);
        return true;
    }

    private static RangeItemHeaderValue? Asked(HttpRequest request) =>
        request.Headers.Range is [var value] && RangeHeaderValue.TryParse(value, out RangeHeaderValue? range)
        && range.Unit == "bytes" && range.Ranges.Count == 1
            ? range.Ranges.First()
            : null;

    // A date is never the same: these answers have no Last-Modified.
    private static bool IsOf(string tag, HttpRequest request) =>
        request.Headers.IfRange is not [var value] || value == tag;
}
