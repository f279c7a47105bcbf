using Errand.Access;
using Errand.Access.Tokens;
using Errand.Web.Errors;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Access;

/// <summary>Finds out who sends a request. No authentication scheme of ASP.NET Core: it would cost a request several times as much, and a
/// program that Errand is a part of would lose its own default scheme.</summary>
internal sealed class Callers(
    KeyRing ring, TokenCheck tokens, AnonymousRule anonymous, HostUsers hosts, WrongKeyRule wrong, AuditLog audit)
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

        if (tokens.IsFor(sent))
        {
            ValueTask<TokenVerdict> check = tokens.FindAsync(sent);
            return check.IsCompletedSuccessfully
                ? ValueTask.FromResult(Judge(context, check.Result))
                : new ValueTask<Caller>(JudgeAsync(context, check));
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

    private async Task<Caller> JudgeAsync(HttpContext context, ValueTask<TokenVerdict> check) => Judge(context, await check);

    private Caller Judge(HttpContext context, LiveKey? key) =>
        key is not null ? Caller.Of(key.Principal, key.Rate) : Refuse(context, Problems.WrongKey(), null);

    private Caller Judge(HttpContext context, TokenVerdict verdict) =>
        verdict.By is { } principal ? Caller.Of(principal)
        : verdict.Refused is { } reason ? Refuse(context, Problems.WrongToken(), reason)
        : Caller.Refuse(Problems.TokensNotChecked());

    /// <summary>Wrong credentials are never taken for none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">What its sender is told.</param>
    /// <param name="reason">What is wrong with a token, for the log; null for a key.</param>
    private Caller Refuse(HttpContext context, Problem problem, string? reason)
    {
        if (!wrong.TryCount(context.Connection.RemoteIpAddress, out TimeSpan wait))
        {
            return Caller.Refuse(Problems.TooManyWrongKeys(wait));
        }

        if (reason is null)
        {
            audit.TellWrongKey(AddressOf(context));
        }
        else
        {
            audit.TellWrongToken(AddressOf(context), reason);
        }

        return Caller.Refuse(problem);
    }
}
