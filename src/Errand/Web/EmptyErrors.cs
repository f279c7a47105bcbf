using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web;

/// <summary>Gives a body to errors that routing answers without one, such as 404 and 405.</summary>
internal sealed class EmptyErrors(RequestGuard guard)
{
    public RequestDelegate Around(RequestDelegate next)
    {
        RequestDelegate elsewhere = guard.Around(async context =>
        {
            await next(context);
            HttpResponse response = context.Response;
            return response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }
                ? Problems.OfStatus(response.StatusCode)
                : null;
        });
        // A route of ours is guarded already, and leaves no error without a body.
        return context => RoutePlace.Of(context) is null ? elsewhere(context) : next(context);
    }
}
