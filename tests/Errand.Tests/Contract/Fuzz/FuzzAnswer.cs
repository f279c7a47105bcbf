using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Errand.Tests.Hosting;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record FuzzAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body, new JsonDocumentOptions { MaxDepth = 1000 });

    public string? ContentType => Headers.GetValueOrDefault("content-type");

    /// <summary>Sends a request over a connection of its own.</summary>
    /// <returns>Null when the server closed the connection without an answer.</returns>
    public static async Task<FuzzAnswer?> ToAsync(Uri server, FuzzRequest request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Waiting.Stop);
        limit.CancelAfter(Limit);
        await socket.ConnectAsync(server.Host, server.Port, limit.Token);
        await using var stream = new NetworkStream(socket);
        // At the same time: the server may answer before it has read all.
        Task sent = SendAsync(socket, request, limit.Token);
        FuzzAnswer? answer = await ReadAsync(stream, request.Method == "HEAD", limit.Token);
        await sent;
        return answer;
    }

    /// <summary>Reads the first final answer.</summary>
    public static async Task<FuzzAnswer?> ReadAsync(Stream stream, bool isHead, CancellationToken cancellationToken)
    {
        await using var buffered = new BufferedStream(stream);
        while (true)
        {
            string? line = await ReadLineAsync(buffered, cancellationToken);
            if (line is null)
            {
                return null;
            }

            int status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
            Dictionary<string, string> headers = await ReadHeadersAsync(buffered, cancellationToken);
            if (status >= 200)
            {
                bool hasBody = !isHead && status is not (204 or 304) && !IsEndless(headers);
                byte[] body = hasBody ? await ReadBodyAsync(buffered, headers, cancellationToken) : [];
                return new FuzzAnswer(status, headers, Decoded(body, headers));
            }
        }
    }

    private static byte[] Decoded(byte[] body, Dictionary<string, string> headers)
    {
        using var encoded = new MemoryStream(body);
        using Stream decoded = headers.GetValueOrDefault("content-encoding") switch
        {
            "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
            "br" => new BrotliStream(encoded, CompressionMode.Decompress),
            _ => encoded,
        };
        using var whole = new MemoryStream();
        decoded.CopyTo(whole);
        return whole.ToArray();
    }

    private static bool IsEndless(Dictionary<string, string> headers) =>
        headers.GetValueOrDefault("content-type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true;

    private static async Task SendAsync(Socket socket, FuzzRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(request.Bytes, cancellationToken);
            if (request.BreaksOff)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // The server has answered and closed the connection: that is for the reader to judge.
        }
    }

    private static async Task<Dictionary<string, string>> ReadHeadersAsync(Stream stream, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            string[] parts = line.Split(':', 2);
            headers[parts[0]] = parts[1].Trim();
        }

        return headers;
    }

    private static async Task<byte[]> ReadBodyAsync(
        Stream stream, Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (headers.GetValueOrDefault("transfer-encoding") != "chunked")
        {
            await CopyAsync(stream, body, long.Parse(headers["content-length"], CultureInfo.InvariantCulture), cancellationToken);
            return body.ToArray();
        }

        while (true)
        {
            string size = await ReadLineAsync(stream, cancellationToken) ?? throw new EndOfStreamException("The answer broke off.");
            long length = long.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await CopyAsync(stream, body, length, cancellationToken);
            await ReadLineAsync(stream, cancellationToken);
            if (length == 0)
            {
                return body.ToArray();
            }
        }
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, long length, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[length];
        await from.ReadExactlyAsync(bytes, cancellationToken);
        to.Write(bytes);
    }

    /// <summary>Null at the end of the connection.</summary>
    private static async Task<string?> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        try
        {
            while (await stream.ReadAsync(one, cancellationToken) == 1)
            {
                if (one[0] == '\n')
                {
                    return line.ToString().TrimEnd('\r');
                }

                line.Append((char)one[0]);
            }
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            // A connection that is reset is closed as well.
        }

        return null;
    }
}
