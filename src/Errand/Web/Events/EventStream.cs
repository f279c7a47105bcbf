using System.Text;
using System.Text.Json;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Errand.Web.Events;

/// <summary>Writes an answer as <c>text/event-stream</c>, as the HTML standard defines it. What is written is sent by
/// <see cref="SendAsync()"/>, or by itself when it is much. A silent stream holds no buffer.</summary>
internal sealed class EventStream(HttpResponse response, CancellationToken aborted) : IDisposable
{
    /// <summary>After how long a silence a comment is sent: proxies close connections that they take for dead.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private const int Much = 16 * 1024;

    private static readonly byte[] Retry = "retry: 2000\n\n"u8.ToArray();
    private static readonly byte[] Ping = ": ping\n\n"u8.ToArray();

    private PooledBuffer? _buffer;

    /// <summary>Sends the head of the answer, and how long clients wait before they connect again.</summary>
    public Task BeginAsync()
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaTypes.EventStream;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back.
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return SendAsync(Retry);
    }

    /// <param name="name">The kind of event.</param>
    /// <param name="id">Sent back by a client that connects again.</param>
    /// <param name="data">Writes one JSON value.</param>
    public async ValueTask WriteAsync(string name, string id, Action<Utf8JsonWriter> data)
    {
        PooledBuffer buffer = _buffer ??= new PooledBuffer();
        Write(buffer, name, id, data);
        if (buffer.Length >= Much)
        {
            await SendAsync();
        }
    }

    /// <summary>Sends what was written.</summary>
    public async Task SendAsync()
    {
        if (_buffer is { } buffer)
        {
            await SendAsync(buffer.Written);
            _buffer = null;
            buffer.Dispose();
        }
    }

    /// <summary>Sends what <see cref="Write(string, string, Action{Utf8JsonWriter})"/> made, without a copy of it.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> written)
    {
        await response.Body.WriteAsync(written, aborted);
        await response.Body.FlushAsync(aborted);
    }

    /// <summary>Waits for what is to be sent next, and sends comments meanwhile.</summary>
    public async Task<T> WaitAsync<T>(Task<T> next, TimeProvider time)
    {
        while (true)
        {
            try
            {
                return await next.WaitAsync(LongestSilence, time, CancellationToken.None);
            }
            catch (TimeoutException) when (!next.IsFaulted)
            {
                await SendAsync(Ping);
            }
        }
    }

    /// <summary>An event that many streams will send.</summary>
    /// <param name="name">The kind of event.</param>
    /// <param name="id">Sent back by a client that connects again.</param>
    /// <param name="data">Writes one JSON value.</param>
    public static byte[] Write(string name, string id, Action<Utf8JsonWriter> data)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, name, id, data);
        return buffer.Written.ToArray();
    }

    public void Dispose() => _buffer?.Dispose();

    private static void Write(PooledBuffer buffer, string name, string id, Action<Utf8JsonWriter> data)
    {
        Append(buffer, Encoding.UTF8.GetBytes($"event: {name}\nid: {id}\ndata: "));
        using (var json = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            data(json); // JSON without indentation has no line breaks.
        }

        Append(buffer, "\n\n"u8);
    }

    private static void Append(PooledBuffer buffer, ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer.GetSpan(text.Length));
        buffer.Advance(text.Length);
    }
}
