using System.Text.Json;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Keys;

/// <summary><c>GET /v1/audit</c>: who did what, newest first.</summary>
internal sealed class AuditEndpoint(IKeyStore store)
{
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        if (AuditQuery.Read(request.Query, out AuditRequest wanted) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        // One more than the page has tells whether another page follows.
        IReadOnlyList<AuditRow> rows = await store.ListAuditAsync(wanted with { Limit = wanted.Limit + 1 }, request.Aborted);
        AuditRow[] shown = [.. rows.Take(wanted.Limit)];
        var page = new AuditPage
        {
            Items = [.. shown.Select(ViewOf)],
            Next = rows.Count > wanted.Limit ? AuditQuery.CursorOf(shown[^1].Number) : null,
        };
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, page, ErrandJson.Default.AuditPage);
        return null;
    }

    private static AuditView ViewOf(AuditRow row) => new()
    {
        N = row.Number,
        At = row.At,
        Actor = row.Entry.Actor,
        Action = row.Entry.Action,
        Target = row.Entry.Target,
        Detail = row.Entry.Detail is { } detail ? JsonElement.Parse(detail) : null,
        Address = row.Entry.Address,
    };
}
