using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Errand.Dashboard.Serving;

/// <summary>Answers the assets of the pages.</summary>
internal sealed class AssetAnswer(Lazy<Assets> assets)
{
    public const string Pattern = "/_errand/{hash}/{file}";

    private static readonly string Hash = RouteValue.Unique("{hash}").Trim('{', '}');
    private static readonly string File = RouteValue.Unique("{file}").Trim('{', '}');

    /// <summary>An address with another hash comes from a page of another version of the program, in an upgrade behind a load balancer: it
    /// gets the file that there is, and no one keeps it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        PageHeaders.Set(context);
        if (assets.Value.Find((string)context.GetRouteValue(File)!) is not { } asset)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("There is no such file.", context.RequestAborted);
            return;
        }

        var coding = ContentCoding.Preferred(context.Request);
        byte[] content = coding is null ? asset.Content : asset.In(coding);
        if ((string?)context.GetRouteValue(Hash) == assets.Value.Hash)
        {
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
        }

        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ContentEncoding = coding?.Name;
        response.ContentType = asset.ContentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }
}
