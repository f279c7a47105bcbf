using System.Net.Sockets;
using System.Text;
using Errand.Tests.Hosting;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>Connections that begin a request, each in one of several places, and then say nothing more.</summary>
internal sealed class HalfOpenConnections : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public static async Task<HalfOpenConnections> OpenAsync(Uri server, int count)
    {
        string[] beginnings =
        [
            "", "P", "POST /v1/types/add/tasks HT", "POST /v1/types/add/tasks HTTP/1.1\r\nHost: ",
            $"POST /v1/types/add/tasks HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{{\"x\":1",
        ];
        var connections = new HalfOpenConnections();
        for (int i = 0; i < count; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            connections._sockets.Add(socket);
            await socket.ConnectAsync(server.Host, server.Port, Waiting.Stop);
            await socket.SendAsync(Encoding.ASCII.GetBytes(beginnings[i % beginnings.Length]), Waiting.Stop);
        }

        return connections;
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
