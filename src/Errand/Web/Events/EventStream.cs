using System.Text;
using System.Text.Json;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Errand.Web.Events;

/// <summary>Writes an answer as <c>text/event-stream</c>, as the HTML standard defines it. What is written is sent by
/// <see cref="SendAsync"/>, or by itself when it is much.</summary>
internal sealed class EventStream(HttpResponse response, CancellationToken aborted) : IDisposable
{
    /// <summary>After how long a silence a comment is sent: proxies close connections that they take for dead.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private const int Much = 16 * 1024;

    private readonly PooledBuffer _buffer = new();

    /// <summary>Sends the head of the answer, and how long clients wait before they connect again.</summary>
    public Task BeginAsync()
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaTypes.EventStream;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back.
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Write("retry: 2000\n\n"u8);
        return SendAsync();
    }

    /// <param name="name">The kind of event.</param>
    /// <param name="id">Sent back by a client that connects again.</param>
    /// <param name="data">Writes one JSON value.</param>
    public async ValueTask WriteAsync(string name, string id, Action<Utf8JsonWriter> data)
    {
        Write(Encoding.UTF8.GetBytes($"event: {name}\nid: {id}\ndata: "));
        using (var json = new Utf8JsonWriter(_buffer, JsonAnswer.Options))
        {
            data(json); // JSON without indentation has no line breaks.
        }

        Write("\n\n"u8);
        if (_buffer.Length >= Much)
        {
            await SendAsync();
        }
    }

    public Task PingAsync()
    {
        Write(": ping\n\n"u8);
        return SendAsync();
    }

    public async Task SendAsync()
    {
        if (_buffer.Length > 0)
        {
            await response.Body.WriteAsync(_buffer.Written, aborted);
            await response.Body.FlushAsync(aborted);
            _buffer.RemoveStart(_buffer.Length);
        }
    }

    public void Dispose() => _buffer.Dispose();

    private void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.GetSpan(text.Length));
        _buffer.Advance(text.Length);
    }
}
