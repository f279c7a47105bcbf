using System.Collections.Concurrent;
using System.Text;
using Errand.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Access.Tokens;

/// <summary>A server on this machine that publishes keys as issuers do.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _asked = new(0);
    private int _requests;

    private TokenIssuer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public Uri KeysAddress => new($"{Address}/keys");

    /// <summary>What it answers for its keys.</summary>
    public string Keys { get; set; } = """{"keys":[]}""";

    /// <summary>What it answers for discovery; null: what it should.</summary>
    public string? Discovery { get; set; }

    public string Issuer { get; set; } = Claims.Issuer;

    public int Status { get; set; } = 200;

    /// <summary>Answers to the keys wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How often it was asked for its keys.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The addresses that it was asked for and does not have.</summary>
    public ConcurrentQueue<string> Others { get; } = new();

    public static async Task<TokenIssuer> StartAsync(params IEnumerable<SigningKey> keys)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new TokenIssuer(app) { Keys = SigningKey.SetOf(keys) };
        app.Run(issuer.AnswerAsync);
        await app.StartAsync(Waiting.Stop);
        issuer.Address = app.Urls.Single();
        return issuer;
    }

    /// <summary>Ends when it was asked for its keys, once for each time.</summary>
    public Task AskedAsync() => _asked.WaitAsync(Waiting.Stop);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _asked.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/keys":
                Interlocked.Increment(ref _requests);
                _asked.Release();
                await Gate.WaitAsync(context.RequestAborted);
                await WriteAsync(context, Keys);
                break;
            case "/.well-known/openid-configuration":
                await WriteAsync(context, Discovery ?? $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{KeysAddress}}"}""");
                break;
            default:
                Others.Enqueue(context.Request.Path.Value!);
                context.Response.StatusCode = 404;
                break;
        }
    }

    private async Task WriteAsync(HttpContext context, string text)
    {
        context.Response.StatusCode = Status;
        context.Response.Headers.Location = Status is >= 300 and < 400 ? $"{Address}/elsewhere" : null;
        await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }
}
