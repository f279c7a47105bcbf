using Errand.Access;
using Errand.Web.Errors;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Access;

/// <summary>What callers without credentials may do: what the settings say; else everything as long as only this machine reaches the server
/// and there never was a key, nor are tokens accepted; else nothing.</summary>
internal sealed class AnonymousRule(AccessOptions options, KeyRing ring, HostUsers hosts, ServerPlace place)
{
    private static readonly Caller Open = Caller.Of(Principal.Anonymous(Scopes.All));

    private static readonly string[] Forwarding =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix"];

    private readonly Caller? _said = options.Anonymous is { } scopes ? Caller.Of(Principal.Anonymous(scopes)) : null;

    /// <exception cref="StoreException">Whether there are keys was never read, and cannot be.</exception>
    public ValueTask<Caller> FindAsync(HttpContext context)
    {
        if (_said is { } said)
        {
            return ValueTask.FromResult(said);
        }

        ValueTask<KeySet> keys = ring.FindKeysAsync();
        return keys.IsCompletedSuccessfully
            ? ValueTask.FromResult(Judge(context, keys.Result))
            : new ValueTask<Caller>(JudgeAsync(context, keys));
    }

    private async Task<Caller> JudgeAsync(HttpContext context, ValueTask<KeySet> keys) => Judge(context, await keys);

    private Caller Judge(HttpContext context, KeySet keys) =>
        keys.HasAny || hosts.AreKnown || options.AcceptsTokens || !place.IsLocal
            ? Caller.Refuse(Problems.Unauthenticated(options.AcceptsTokens))
        : options.TrustedProxies.Count == 0 && IsForwarded(context.Request.Headers) ? Caller.Refuse(Problems.Forwarded())
        : Open;

    private static bool IsForwarded(IHeaderDictionary headers)
    {
        foreach (string name in Forwarding)
        {
            if (headers.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }
}
