using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Access;

/// <summary>The key that came with a request.</summary>
internal static class Credentials
{
    public const string KeyHeader = "X-Api-Key";

    private const string Bearer = "Bearer";

    /// <summary>The key; empty if what came cannot be one; null when none came. Other ways to log in, such as Basic, are a matter of
    /// proxies and of the program that Errand is a part of.</summary>
    public static string? Find(IHeaderDictionary headers)
    {
        StringValues authorization = headers.Authorization;
        if (authorization.Count > 0 && IsBearer(authorization[0]))
        {
            return authorization.Count == 1 ? authorization[0].AsSpan(Bearer.Length).Trim().ToString() : "";
        }

        return headers.TryGetValue(KeyHeader, out StringValues key) ? key.Count == 1 ? key[0]!.Trim() : "" : null;
    }

    /// <summary>Whether a header has credentials of the kind that keys are sent as.</summary>
    public static bool IsBearer(string? authorization) =>
        authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && (authorization.Length == Bearer.Length || authorization[Bearer.Length] == ' ');
}
