using Errand.Access;
using Errand.Storage.Access;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Keys;

/// <summary>Makes, lists, replaces and revokes keys.</summary>
internal sealed class KeyEndpoints(KeyIssuer keys)
{
    /// <summary><c>POST /v1/keys</c></summary>
    public async Task<Problem?> CreateAsync(RouteRequest request)
    {
        if (KeyReader.Read(request.Body, out KeyTerms terms) is { } refused)
        {
            return refused;
        }

        if (request.By.Scopes.FirstMissingOf(terms.Scopes) is { } scope)
        {
            return Problems.CannotGrant(scope);
        }

        return await keys.CreateAsync(terms, request.Actor) is { } key
            ? await AnswerAsync(request, key)
            : Problems.KeyExists(terms.Name);
    }

    /// <summary><c>GET /v1/keys</c></summary>
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        var all = new ItemList<KeyView>([.. (await keys.ListAsync(request.Aborted)).Select(KeyForms.ViewOf)]);
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, all, ErrandJson.Default.ItemListKeyView);
        return null;
    }

    /// <summary><c>POST /v1/keys/{id}/rotate</c>. Who rotates a key gets what it is good for.</summary>
    public async Task<Problem?> RotateAsync(RouteRequest request)
    {
        if (KeyReader.Read(request.Body, out TimeSpan overlap) is { } refused)
        {
            return refused;
        }

        string id = RouteValue.Id(request.Context);
        StoredKey? old = (await keys.ListAsync(request.Aborted)).FirstOrDefault(key => key.Id == id);
        if (old is not null && Scopes.TryParse(old.Scopes, out Scopes? scopes) && request.By.Scopes.FirstMissingOf(scopes) is { } scope)
        {
            return Problems.CannotGrant(scope);
        }

        return old is not null && await keys.RotateAsync(id, overlap, request.Actor) is { } key
            ? await AnswerAsync(request, key)
            : Problems.UnknownKey(id);
    }

    /// <summary><c>DELETE /v1/keys/{id}</c></summary>
    public async Task<Problem?> RevokeAsync(RouteRequest request)
    {
        string id = RouteValue.Id(request.Context);
        if (!await keys.RevokeAsync(id, request.Actor))
        {
            return Problems.UnknownKey(id);
        }

        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static async Task<Problem?> AnswerAsync(RouteRequest request, IssuedKey key)
    {
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(
            request.Context, StatusCodes.Status201Created, KeyForms.ViewOf(key), ErrandJson.Default.IssuedKeyView);
        return null;
    }
}
