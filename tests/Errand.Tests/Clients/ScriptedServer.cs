using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Errand.Tests.Hosting;

namespace Errand.Tests.Clients;

/// <summary>Answers requests one after the other, as a test has it; the last answer again and again.</summary>
internal sealed class ScriptedServer(params Func<CancellationToken, Task<HttpResponseMessage>>[] script) : HttpMessageHandler
{
    private readonly TaskCompletionSource _hung = Waiting.NewSignal();

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>A request waits for an answer that does not come.</summary>
    public Task Hung => _hung.Task;

    public IEnumerable<string?> Keys =>
        Requests.Select(request => request.Headers.TryGetValues("Idempotency-Key", out IEnumerable<string>? keys) ? keys.Single() : null);

    public static Func<CancellationToken, Task<HttpResponseMessage>> Answer(
        int status, string body, string type = "application/json", string? retryAfter = null) => _ =>
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (retryAfter is not null)
        {
            answer.Headers.RetryAfter = RetryConditionHeaderValue.Parse(retryAfter);
        }

        return Task.FromResult(answer);
    };

    public static Func<CancellationToken, Task<HttpResponseMessage>> Problem(int status, string slug, string? retryAfter = null) => Answer(
        status,
        $$"""{"type":"urn:errand:problem/{{slug}}","title":"t","status":{{status}},"detail":"the detail","instance":"/","traceId":"00-1-2-00"}""",
        "application/problem+json", retryAfter);

    public static Func<CancellationToken, Task<HttpResponseMessage>> View(string status = "waiting", string more = "") => Answer(
        202,
        $$"""{"id":7,"type":"add","status":"{{status}}","queue":"default","createdAt":"2026-11-24T08:15:30.125Z","expiresAt":null{{more}}}""");

    /// <summary>The connection breaks after the request was sent.</summary>
    public static Task<HttpResponseMessage> Break(CancellationToken stop) =>
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended.");

    /// <summary>There is no connection.</summary>
    public static Task<HttpResponseMessage> Refuse(CancellationToken stop) =>
        throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");

    /// <summary>The body breaks off.</summary>
    public static Task<HttpResponseMessage> Cut(CancellationToken stop) => Task.FromResult(
        new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new CutStream([])) });

    /// <summary>Events, and then nothing or the end.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Events(string text, bool isSilent = false) => _ =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var content = new StreamContent(isSilent ? new SilentStream(bytes) : new CutStream(bytes));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    };

    /// <summary>No answer comes.</summary>
    public async Task<HttpResponseMessage> HangAsync(CancellationToken stop)
    {
        _hung.TrySetResult();
        await Task.Delay(Timeout.Infinite, stop);
        throw new InvalidOperationException();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Add(request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "");
        Requests.Add(request);
        return await script[Math.Min(Requests.Count, script.Length) - 1](cancellationToken);
    }
}
