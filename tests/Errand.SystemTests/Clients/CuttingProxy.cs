using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Errand.SystemTests.Clients;

/// <summary>A proxy that breaks the connection instead of every fifth answer: before the server has seen the request, after it has
/// answered, or in the middle of the answer.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly string[] OfEachConnection = ["Transfer-Encoding", "Connection", "Keep-Alive", "Host"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri _server;
    private readonly WebApplication _app;
    private int _requests;
    private int _cuts;

    private CuttingProxy(Uri server)
    {
        _server = server;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    public int Cuts => Volatile.Read(ref _cuts);

    public static async Task<CuttingProxy> StartAsync(Uri server)
    {
        var proxy = new CuttingProxy(server);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        int number = Interlocked.Increment(ref _requests);
        bool isCut = number % 5 == 0;
        if (isCut && number % 15 == 0)
        {
            Cut(context);
            return;
        }

        using HttpRequestMessage request = RequestOf(context.Request);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        if (isCut && number % 2 == 0)
        {
            Cut(context);
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(header => !OfEachConnection.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await context.Response.Body.WriteAsync(isCut ? body.AsMemory(0, body.Length / 2) : body);
        if (isCut)
        {
            await context.Response.Body.FlushAsync();
            Cut(context);
        }
    }

    private HttpRequestMessage RequestOf(HttpRequest from)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(_server, $"{from.Path.ToUriComponent()}{from.QueryString}"));
        if (HttpMethods.IsPost(from.Method))
        {
            request.Content = new StreamContent(from.Body);
        }

        foreach ((string name, StringValues values) in from.Headers.Where(header => !OfEachConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        return request;
    }

    private void Cut(HttpContext context)
    {
        Interlocked.Increment(ref _cuts);
        context.Abort();
    }
}
