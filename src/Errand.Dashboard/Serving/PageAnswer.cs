using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Errand.Dashboard.Parts;
using Errand.Web.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Serving;

/// <summary>Writes pages: as a whole, or only what is in <c>main</c> for the script that keeps it up to date.</summary>
internal sealed class PageAnswer(ILoggerFactory loggers)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <param name="request">The request.</param>
    /// <param name="page">What it is answered with.</param>
    /// <param name="site">Where the pages are.</param>
    /// <param name="query">How long it took to find out what the page shows.</param>
    public async Task WriteAsync(PageRequest request, Page page, Site site, TimeSpan query)
    {
        HttpContext context = request.Context;
        PageHeaders.Set(context);
        if (request.IsEmbedded)
        {
            PageHeaders.AllowFrames(context, FrameAncestors.Of(request));
        }

        if (page.Location is { } location)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = site.Url(location);
            return;
        }

        if (page.File is { } file)
        {
            await FileAnswer.WriteAsync(context, file);
            return;
        }

        long start = Stopwatch.GetTimestamp();
        ReadOnlyMemory<byte> html = await RenderAsync(request, page, site);
        SetTimes(context, query, Stopwatch.GetElapsedTime(start));
        context.Response.StatusCode = page.Status;
        context.Response.Headers.Vary = $"Accept-Encoding, Cookie, {PageRequest.FragmentHeader}";
        context.Response.Headers.RetryAfter = page.RetryAfter?.ToString(CultureInfo.InvariantCulture);
        if (request.IsFragment && page.Status == StatusCodes.Status200OK && IsKnown(context, html.Span))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await SendAsync(context, html);
        }
    }

    private async Task<ReadOnlyMemory<byte>> RenderAsync(PageRequest request, Page page, Site site)
    {
        await using var renderer = new HtmlRenderer(request.Context.RequestServices, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Page"] = page, ["Site"] = site });
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            HtmlRootComponent root = request.IsFragment ? await renderer.RenderComponentAsync<Fragment>(parameters)
                : request.IsEmbedded ? await renderer.RenderComponentAsync<EmbeddedShell>(parameters)
                : await renderer.RenderComponentAsync<Shell>(parameters);
            using var html = new MemoryStream();
            await using (var writer = new StreamWriter(html, Utf8, leaveOpen: true))
            {
                root.WriteHtmlTo(writer);
            }

            return html.GetBuffer().AsMemory(0, (int)html.Length);
        });
    }

    private static void SetTimes(HttpContext context, TimeSpan query, TimeSpan render) =>
        context.Response.Headers["Server-Timing"] = string.Create(
            CultureInfo.InvariantCulture, $"query;dur={query.TotalMilliseconds:0.0}, render;dur={render.TotalMilliseconds:0.0}");

    /// <summary>Whether the script has this very content. Nothing else may keep it.</summary>
    private static bool IsKnown(HttpContext context, ReadOnlySpan<byte> html)
    {
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(html).AsSpan(0, 16))}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch == tag;
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> html)
    {
        if (html.Length < ContentCoding.MinBytes || ContentCoding.Preferred(context.Request) is not { } coding)
        {
            context.Response.ContentLength = html.Length;
            await context.Response.Body.WriteAsync(html, context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentEncoding = coding.Name;
        await using Stream packed = coding.Around(context.Response.Body);
        await packed.WriteAsync(html, context.RequestAborted);
    }
}
