using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Errand.Web.Http;

/// <summary>Reads a body whole, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Some programs begin every UTF-8 text with it. It is not part of the text, so it is dropped.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the client says itself that its body is over the limit: refused before a byte is read.</summary>
    public static bool IsDeclaredTooLarge(HttpRequest request, long limit)
    {
        // We count ourselves. The server of a host program has a limit of its own, see ServerLimits.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        return request.ContentLength > limit;
    }

    /// <summary>False when the body turns out to be over the limit.</summary>
    public static async Task<bool> TryReadAsync(HttpRequest request, PooledBuffer into, long limit)
    {
        // Not the stream: that tells the end only to those who read once more.
        PipeReader body = request.BodyReader;
        while (true)
        {
            ReadResult read = await ReadAsync(body, request.HttpContext.RequestAborted);
            if (into.Length + read.Buffer.Length > limit)
            {
                body.AdvanceTo(read.Buffer.End);
                return false;
            }

            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                into.Write(part.Span);
            }

            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                if (into.Written.Span.StartsWith(ByteOrderMark))
                {
                    into.RemoveStart(ByteOrderMark.Length);
                }

                return true;
            }
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader body, CancellationToken aborted)
    {
        try
        {
            return await body.ReadAsync(aborted);
        }
        catch (IOException e) when (e.InnerException is OverflowException)
        {
            // All other requests that break HTTP's rules are this exception already.
            throw new BadHttpRequestException("The body has a chunk of a size that is too large for any server.", e);
        }
    }
}
