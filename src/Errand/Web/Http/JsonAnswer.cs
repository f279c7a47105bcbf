using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Http;

/// <summary>Sends answers in JSON.</summary>
internal static class JsonAnswer
{
    /// <summary>How all answers are written. Little is escaped, since the answer is never HTML: it says so, and forbids the browser to
    /// guess.</summary>
    public static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Task WriteAsync(HttpContext context, int status, PooledBuffer body, string contentType = MediaTypes.Json)
    {
        Begin(context.Response, status, body.Length, contentType);
        // Not RequestAborted: writing to a client that has left does nothing, and throws nothing.
        return context.Response.Body.WriteAsync(body.Written, CancellationToken.None).AsTask();
    }

    /// <summary>Writes and sends a record of the contracts.</summary>
    public static async Task WriteAsync<T>(
        HttpContext context, int status, T value, JsonTypeInfo<T> type, string contentType = MediaTypes.Json)
    {
        using var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, Options))
        {
            JsonSerializer.Serialize(json, value, type);
        }

        await WriteAsync(context, status, body, contentType);
    }

    public static void Begin(HttpResponse response, int status, long length, string contentType)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = length;
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
