using System.Buffers.Text;
using System.Text;

namespace Throughput;

/// <summary>The parts of an answer that the load uses.</summary>
/// <param name="Status">202 if the task is stored.</param>
/// <param name="RetryAfter">How long the server asks to wait; null if it does not.</param>
/// <param name="Problem">The slug of a problem type, or nothing.</param>
internal readonly record struct HttpAnswer(int Status, TimeSpan? RetryAfter, string Problem)
{
    /// <summary>The usual one, without a string for each.</summary>
    private const string Overloaded = "overloaded";

    public bool IsAccepted => Status is 201 or 202;

    public bool IsOverload => Status == 503 && Problem == Overloaded;

    /// <summary>False while the answer is incomplete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HttpAnswer answer)
    {
        answer = default;
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> head = bytes[..(end + 2)];
        ReadOnlySpan<byte> body = bytes[(end + 4)..];
        if (body.Length < (Header(head, "\r\nContent-Length: "u8) ?? throw new InvalidOperationException(
            $"An answer has no length:\n{Encoding.UTF8.GetString(head)}")))
        {
            return false;
        }

        int status = Header(head, "HTTP/1.1 "u8)
            ?? throw new InvalidOperationException($"An answer has no status:\n{Encoding.UTF8.GetString(head)}");
        TimeSpan? retryAfter = Header(head, "\r\nRetry-After: "u8) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        answer = new HttpAnswer(status, retryAfter, status >= 400 ? SlugOf(body) : "");
        return true;
    }

    private static int? Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> start)
    {
        int at = head.IndexOf(start);
        return at >= 0 && Utf8Parser.TryParse(head[(at + start.Length)..], out int value, out _) ? value : null;
    }

    private static string SlugOf(ReadOnlySpan<byte> body)
    {
        int at = body.IndexOf("urn:errand:problem/"u8);
        if (at < 0)
        {
            return "";
        }

        ReadOnlySpan<byte> slug = body[(at + "urn:errand:problem/".Length)..];
        slug = slug[..slug.IndexOf((byte)'"')];
        return slug.SequenceEqual("overloaded"u8) ? Overloaded : Encoding.UTF8.GetString(slug);
    }
}
