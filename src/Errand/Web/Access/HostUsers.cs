using System.Security.Claims;
using Errand.Access;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Access;

/// <summary>The users of a program that Errand is a part of.</summary>
/// <param name="scopesOf">What a user who has logged in may do; null: the program has not said it.</param>
/// <param name="useKeys">Whether keys count: in a program that is nothing but Errand, and in others that say so.</param>
internal sealed class HostUsers(Func<ClaimsPrincipal, Scopes>? scopesOf, bool useKeys)
{
    /// <summary>Whether the program says what its users may do: then nobody else may do anything unasked.</summary>
    public bool AreKnown => scopesOf is not null;

    /// <summary>Who a user is; null for one who has not logged in, or when the program has not said what users may do.</summary>
    public Principal? Find(ClaimsPrincipal user) =>
        scopesOf is not null && user.Identity is { IsAuthenticated: true } identity
            ? new Principal($"host:{NameOf(user, identity.Name)}", scopesOf(user), PrincipalKind.Host)
            : null;

    /// <summary>Whether a key that came is meant for us. Where the program has users of its own, their tokens may come the same
    /// way.</summary>
    public bool IsOurs(string sent, IHeaderDictionary headers) =>
        useKeys && (scopesOf is null || sent.StartsWith(KeyText.Prefix, StringComparison.Ordinal)
            || headers.ContainsKey(Credentials.KeyHeader));

    private static string NameOf(ClaimsPrincipal user, string? name) =>
        user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.FindFirst("sub")?.Value ?? name ?? "";
}
