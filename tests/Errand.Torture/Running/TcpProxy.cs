using System.Net;
using System.Net.Sockets;

namespace Errand.Torture;

/// <summary>The network between the servers and their database, when it misbehaves.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();
    private readonly HashSet<ProxiedConnection> _open = [];
    private readonly Task _accepting;
    private volatile ProxyGate _gate = ProxyGate.Open;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start(backlog: 512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Everything flows, also what was held back.</summary>
    public void Pass() => Change(ProxyGate.Open);

    /// <summary>Nothing flows in either direction, nobody is told, and nobody gets through anew.</summary>
    public void Freeze() => Change(new ProxyGate { HoldsRequests = true, HoldsReplies = true });

    /// <summary>Requests arrive, and what is answered stays on the way.</summary>
    public void HoldReplies() => Change(new ProxyGate { HoldsReplies = true });

    /// <summary>Replies take longer.</summary>
    public void DelayReplies(TimeSpan delay) => Change(new ProxyGate { ReplyDelay = delay });

    /// <summary>Cuts every connection without a word: what was under way is lost.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            // One that is no longer among them may be disposed of.
            Array.ForEach([.. _open], connection => connection.Cut());
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Pass();
        Cut();
        await _accepting;
    }

    private void Change(ProxyGate next)
    {
        ProxyGate before = Interlocked.Exchange(ref _gate, next);
        before.Changed.TrySetResult();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Stopped.
                return;
            }

            var connection = new ProxiedConnection(client, _target, () => _gate);
            lock (_lock)
            {
                _open.Add(connection);
            }

            _ = RunAsync(connection);
        }
    }

    private async Task RunAsync(ProxiedConnection connection)
    {
        await connection.RunAsync();
        lock (_lock)
        {
            _open.Remove(connection);
        }

        connection.Dispose();
    }
}
