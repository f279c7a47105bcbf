using Errand.Submitting;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Submit;

/// <summary>The <c>Idempotency-Key</c> of a submit.</summary>
internal static class IdempotencyHeader
{
    /// <summary>Whose key it is: until clients have names of their own, all who come over HTTP are one.</summary>
    public const string Scope = "http";

    /// <summary>Why the header is malformed, or null. Bare and quoted keys are the same.</summary>
    public static string? Read(HttpRequest request, out string? key)
    {
        StringValues sent = request.Headers["Idempotency-Key"];
        key = null;
        if (sent.Count == 0)
        {
            return null;
        }

        key = sent.Count == 1 ? Unquoted(sent[0] ?? "") : null;
        return key is not null && SubmissionRules.IsIdempotencyKey(key)
            ? null
            : "Idempotency-Key must be one key of 1 to 255 visible ASCII characters.";
    }

    // A bare key may hold a quote anywhere but in front; only there it opens a string.
    private static string? Unquoted(string sent) => sent.StartsWith('"') ? HeaderList.Unquote(sent) : sent;
}
