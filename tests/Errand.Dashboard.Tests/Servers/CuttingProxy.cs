using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>A proxy that gives a server a part of its addresses, and takes the prefix away on the way there. It says so to
/// nobody.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly string[] OfEachConnection = ["Transfer-Encoding", "Connection", "Keep-Alive"];

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private CuttingProxy(WebApplication app, HttpClient http)
    {
        _app = app;
        _http = http;
    }

    public Uri Address => new(_app.Urls.Single());

    /// <param name="url">Where it listens.</param>
    /// <param name="prefix">What it takes away; everything else is a 404 without a content.</param>
    /// <param name="next">Asked for each request: the server that answers it.</param>
    public static async Task<CuttingProxy> StartAsync(Uri url, string prefix, Func<HttpRequest, Uri> next)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        WebApplication app = builder.Build();
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
        app.Run(context => ForwardAsync(http, prefix, next, context));
        await app.StartAsync(Waiting.Stop);
        return new CuttingProxy(app, http);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token); // Event streams would keep it.
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private static async Task ForwardAsync(HttpClient http, string prefix, Func<HttpRequest, Uri> next, HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out PathString rest))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            using HttpRequestMessage request = RequestTo(next(context.Request), rest, context.Request);
            using HttpResponseMessage response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers)
                .Where(header => !OfEachConnection.Contains(header.Key)))
            {
                context.Response.Headers[name] = values.ToArray();
            }

            await CopyAsync(await response.Content.ReadAsStreamAsync(context.RequestAborted), context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client has left: so do we.
        }
    }

    private static HttpRequestMessage RequestTo(Uri server, PathString path, HttpRequest from)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(from.Method), $"{server.GetLeftPart(UriPartial.Authority)}{(path.HasValue ? path.ToUriComponent() : "/")}{from.QueryString}");
        if (HttpMethods.IsPost(from.Method))
        {
            request.Content = new StreamContent(from.Body);
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        return request;
    }

    /// <summary>Piece by piece, so that events go on as they come.</summary>
    private static async Task CopyAsync(Stream content, HttpContext context)
    {
        byte[] piece = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(piece, context.RequestAborted)) > 0)
        {
            await context.Response.Body.WriteAsync(piece.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
