using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Errand.Dashboard.Serving;

/// <summary>Sends a file.</summary>
internal static class FileAnswer
{
    public static async Task WriteAsync(HttpContext context, PageFile file)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.Vary = "Accept-Encoding, Cookie";
        if (file.Policy is { } policy)
        {
            headers.ContentSecurityPolicy = policy;
            PageHeaders.AllowIsolated(context);
        }

        if (file.Sites is { } sites)
        {
            PageHeaders.AllowSites(context, sites);
        }

        if (file.Tag is { } tag)
        {
            headers.ETag = tag;
            headers.CacheControl = "private, no-cache";
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        if (file.SavedAs is { } name)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            headers.ContentDisposition = disposition.ToString();
        }

        context.Response.ContentType = file.ContentType;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await SendAsync(context, file);
        }
    }

    private static async Task SendAsync(HttpContext context, PageFile file)
    {
        if (file.IsPacked || ContentCoding.Preferred(context.Request) is not { } coding)
        {
            await file.WriteAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentEncoding = coding.Name;
        await using Stream packed = coding.Around(context.Response.Body);
        await file.WriteAsync(packed, context.RequestAborted);
    }
}
