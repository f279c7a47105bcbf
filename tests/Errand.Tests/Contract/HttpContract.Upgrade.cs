using System.Net.Sockets;
using System.Text;

namespace Errand.Tests.Contract;

/// <summary>Java's <c>HttpClient</c> offers HTTP/2 with its first request, in clear text.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task An_offer_of_HTTP_2_is_passed_over_and_the_body_is_read()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Client.Address.Host, Client.Address.Port, Hosting.Waiting.Stop);
        string request = "POST /v1/types/add/tasks?wait=60 HTTP/1.1\r\n"
            + "Connection: Upgrade, HTTP2-Settings\r\n"
            + $"Content-Length: {Add.Length}\r\n"
            + $"Host: {Client.Address.Authority}\r\n"
            + "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\n"
            + "Upgrade: h2c\r\n"
            + "User-Agent: Java-http-client/17.0.15\r\n"
            + "Content-Type: application/json\r\n"
            + "\r\n";
        NetworkStream stream = tcp.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);

        for (int i = 0; i < 2; i++) // The connection stays good for the next request, which makes the same offer.
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Hosting.Waiting.Stop); // Java sends the body in a packet of its own.
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Add), Hosting.Waiting.Stop);

            Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Hosting.Waiting.Stop));
            int length = 0;
            while (await reader.ReadLineAsync(Hosting.Waiting.Stop) is { Length: > 0 } header)
            {
                length = header.StartsWith("Content-Length: ", StringComparison.Ordinal)
                    ? int.Parse(header["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture) : length;
            }

            char[] body = new char[length];
            Assert.Equal(length, await reader.ReadBlockAsync(body, Hosting.Waiting.Stop));
            Assert.Contains("\"outcome\":\"succeeded\",", new string(body), StringComparison.Ordinal);
            Assert.Contains("\"result\":3,", new string(body), StringComparison.Ordinal);
        }
    }
}
