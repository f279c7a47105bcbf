using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Errand.Web.Http;

/// <summary>A strong entity tag: equal if and only if the bytes of the answer are, whichever process answers.</summary>
internal static class EntityTag
{
    private const int Bytes = 12;

    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return $"\"{Base64Url.EncodeToString(hash[..Bytes])}\"";
    }

    /// <summary>Whether the client has this very answer already, if there is one (RFC 9110 section 13.1.2).</summary>
    public static bool IsKnown(HttpRequest request, string tag) => IsNamed(request, tag) || IsAny(request);

    /// <summary>Whether the client names this tag: it has had the answer, so there is one.</summary>
    public static bool IsNamed(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? known)
        && known.Any(one => one.Tag == tag);

    /// <summary>Whether the client wants no answer, whatever it is, unless there is none: <c>If-None-Match: *</c>.</summary>
    public static bool IsAny(HttpRequest request) => IsNamed(request, EntityTagHeaderValue.Any.Tag.Value!);
}
