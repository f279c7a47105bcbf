using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Throughput;

/// <summary>Many clients that listen to hints and do nothing with them.</summary>
internal sealed class IdleListeners : IAsyncDisposable
{
    /// <summary>One address may have 200 streams.</summary>
    private const int OfOneAddress = 200;

    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _reading = [];

    /// <summary>Returns when each of them has had its first hint.</summary>
    public static async Task<IdleListeners> OpenAsync(Uri web, int count)
    {
        var listeners = new IdleListeners();
        byte[] request = Encoding.ASCII.GetBytes(
            $"GET /v1/events?topics=tasks,queues,handlers HTTP/1.1\r\nHost: {web.Authority}\r\nAccept: text/event-stream\r\n\r\n");
        for (int i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listeners._sockets.Add(socket);
            // All of this network is the machine itself.
            string address = string.Create(CultureInfo.InvariantCulture, $"127.0.1.{(i / OfOneAddress) + 1}");
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, web.Port);
            await socket.SendAsync(request);
        }

        await Parallel.ForEachAsync(listeners._sockets, async (socket, _) => await FirstHintAsync(socket));
        listeners._reading.AddRange(listeners._sockets.Select(ReadAsync));
        return listeners;
    }

    /// <summary>They leave.</summary>
    public async ValueTask DisposeAsync()
    {
        _sockets.ForEach(socket => socket.Dispose());
        await Task.WhenAll(_reading);
    }

    private static async Task FirstHintAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        var answer = new StringBuilder();
        do
        {
            int read = await socket.ReceiveAsync(buffer);
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            if (read == 0 || !answer.ToString().StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The server does not let a client listen:\n{answer}");
            }
        }
        while (!answer.ToString().Contains("data: ", StringComparison.Ordinal));
    }

    private static async Task ReadAsync(Socket socket)
    {
        byte[] buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has left.
        }
    }
}
