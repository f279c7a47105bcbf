using System.Net;
using System.Net.Sockets;

namespace Errand.TestDatabases;

/// <summary>A port of 127.0.0.1 that nobody listens on.</summary>
public static class FreePort
{
    // Below the ports that Linux gives to outgoing connections: while a server is down, a client that calls its port must not get that very
    // port for itself.
    private const int First = 12_000;
    private const int Last = 31_999;

    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, Last + 1);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Taken: another one.
            }
        }
    }
}
