using Microsoft.AspNetCore.Http;

namespace Errand.Web;

/// <summary>Serves <c>//ping</c> as <c>/ping</c>, as flask-tasks does: clients get there by a base address that ends in a slash.</summary>
internal static class LeadingSlashes
{
    public static RequestDelegate Around(RequestDelegate next) => context =>
    {
        if (context.Request.Path.Value is ['/', '/', ..] path)
        {
            context.Request.Path = "/" + path.TrimStart('/');
        }

        return next(context);
    };
}
