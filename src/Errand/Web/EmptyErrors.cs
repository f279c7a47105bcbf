using Microsoft.AspNetCore.Http;

namespace Errand.Web;

/// <summary>Gives a body to errors that routing answers without one, such as 404 and 405.</summary>
internal static class EmptyErrors
{
    public static RequestDelegate Around(RequestDelegate next) => async context =>
    {
        await next(context);
        HttpResponse response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await Problems.OfStatus(response.StatusCode).WriteAsync(context);
        }
    };
}
