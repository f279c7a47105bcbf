using System.Net;
using System.Net.Sockets;

namespace Errand.Torture;

/// <summary>One connection through the proxy, byte for byte.</summary>
internal sealed class ProxiedConnection(Socket client, int target, Func<ProxyGate> gate) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Returns when both ends are closed.</summary>
    public async Task RunAsync()
    {
        try
        {
            client.NoDelay = true;
            await HeldAsync(now => now.HoldsRequests);
            await _server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), _cut.Token);
            await Task.WhenAny(
                PumpAsync(client, _server, _ => HeldAsync(now => now.HoldsRequests)),
                PumpAsync(_server, client, ReplyAsync));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut, or the database is not there: either way both ends learn of it by the close.
        }
        finally
        {
            await _cut.CancelAsync();
            Close(client);
            Close(_server);
        }
    }

    public void Cut() => _cut.Cancel();

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        _cut.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, Func<int, Task> wait)
    {
        byte[] buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer, _cut.Token) is var count and > 0)
        {
            await wait(count);
            for (int sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _cut.Token);
            }
        }

        // The word that the other end has gone passes no sooner than a byte would.
        await wait(0);
    }

    private async Task ReplyAsync(int count)
    {
        if (gate().ReplyDelay is var delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _cut.Token);
        }

        await HeldAsync(now => now.HoldsReplies);
    }

    private async Task HeldAsync(Func<ProxyGate, bool> holds)
    {
        while (gate() is var now && holds(now))
        {
            await now.Changed.Task.WaitAsync(_cut.Token);
        }
    }

    private static void Close(Socket socket)
    {
        // At once, with a reset: what is still on the way is lost, as when a machine dies.
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}
