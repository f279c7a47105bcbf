using Errand.Access;
using Errand.Web.Errors;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Access;

/// <summary>Finds out who sends a request. No authentication scheme of ASP.NET Core: it would cost a request several times as much, and a
/// program that Errand is a part of would lose its own default scheme.</summary>
internal sealed class Callers(KeyRing ring, AnonymousRule anonymous, HostUsers hosts, WrongKeyRule wrong, AuditLog audit)
{
    /// <exception cref="StoreException">The keys were never read, and cannot be.</exception>
    public ValueTask<Caller> FindAsync(HttpContext context)
    {
        if (Credentials.Find(context.Request.Headers) is not { } sent || !hosts.IsOurs(sent, context.Request.Headers))
        {
            // Only then: to ask for a user that nobody has found makes one.
            return hosts.AreKnown && hosts.Find(context.User) is { } user
                ? ValueTask.FromResult(Caller.Of(user))
                : anonymous.FindAsync(context);
        }

        ValueTask<LiveKey?> look = ring.FindAsync(sent);
        return look.IsCompletedSuccessfully
            ? ValueTask.FromResult(Judge(context, look.Result))
            : new ValueTask<Caller>(JudgeAsync(context, look));
    }

    /// <summary>Who it is for the audit log.</summary>
    public static Actor ActorOf(Principal by, HttpContext context) => new(by, AddressOf(context));

    /// <summary>Null for clients of a Unix socket.</summary>
    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4().ToString()
            : context.Connection.RemoteIpAddress?.ToString();

    private async Task<Caller> JudgeAsync(HttpContext context, ValueTask<LiveKey?> look) => Judge(context, await look);

    /// <summary>Wrong credentials are never taken for none.</summary>
    private Caller Judge(HttpContext context, LiveKey? key)
    {
        if (key is not null)
        {
            return Caller.Of(key.Principal, key.Rate);
        }

        if (!wrong.TryCount(context.Connection.RemoteIpAddress, out TimeSpan wait))
        {
            return Caller.Refuse(Problems.TooManyWrongKeys(wait));
        }

        audit.TellWrongKey(AddressOf(context));
        return Caller.Refuse(Problems.WrongKey());
    }
}
