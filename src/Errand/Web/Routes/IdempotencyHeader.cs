using Errand.Submitting;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Routes;

/// <summary>The <c>Idempotency-Key</c> of a submit.</summary>
internal static class IdempotencyHeader
{
    private const string Name = "Idempotency-Key";

    /// <summary>Why the header is malformed, or null.</summary>
    /// <param name="request">Of a route that does this with a key.</param>
    /// <param name="header">What the route does with it.</param>
    /// <param name="key">The key, if the route accepts one and there is one.</param>
    public static Malformed? Read(HttpRequest request, KeyHeader header, out string? key)
    {
        key = null;
        return header switch
        {
            KeyHeader.Accepted => Read(request.Headers[Name], out key),
            KeyHeader.Refused when request.Headers.ContainsKey(Name) => new Malformed("A batch does not accept an Idempotency-Key."),
            _ => null,
        };
    }

    /// <summary>Bare and quoted keys are the same.</summary>
    private static Malformed? Read(StringValues sent, out string? key)
    {
        key = null;
        if (sent.Count == 0)
        {
            return null;
        }

        key = sent.Count == 1 ? Unquoted(sent[0] ?? "") : null;
        return key is not null && SubmissionRules.IsIdempotencyKey(key)
            ? null
            : new Malformed("Idempotency-Key must be one key of 1 to 255 visible ASCII characters.");
    }

    // A bare key may hold a quote anywhere but in front; only there it opens a string.
    private static string? Unquoted(string sent) => sent.StartsWith('"') ? HeaderList.Unquote(sent) : sent;
}
