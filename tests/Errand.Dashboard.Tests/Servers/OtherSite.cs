using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>A page of somebody else: another site than the servers of these tests, which are at <c>127.0.0.1</c>.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherSite(WebApplication app) => _app = app;

    /// <summary>What the page holds.</summary>
    public string Body { get; set; } = "";

    /// <summary>Whether it is isolated from other sites, as pages are that share memory between threads.</summary>
    public bool IsIsolated { get; set; }

    public string Origin => $"http://localhost:{new Uri(_app.Urls.Single()).Port}";

    public static async Task<OtherSite> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new OtherSite(builder.Build());
        site._app.Run(site.AnswerAsync);
        await site._app.StartAsync(Waiting.Stop);
        return site;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (IsIsolated)
        {
            context.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
            context.Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><title>Another site</title><link rel=\"icon\" href=\"data:,\"></head><body>{Body}</body></html>");
    }
}
