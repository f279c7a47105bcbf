using System.Globalization;
using System.Net.Sockets;

namespace Errand.TestDatabases;

/// <summary>Debian's PgBouncer in transaction mode before a server: each transaction may run on another connection.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClusterFolder _folder;
    private readonly int _pid;

    private PgBouncer(ClusterFolder folder, PostgresServer server, string user)
    {
        _folder = folder;
        // Fewer connections than one process wants at once, so that its transactions do change places. Nothing else is set that is not the
        // default: what Errand needs, it must get from any PgBouncer.
        string settings = folder.Write("pgbouncer.ini", string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port} user={user}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir = {folder.Path}
            auth_type = any
            pool_mode = transaction
            default_pool_size = 2
            """));
        _pid = folder.Start("pgbouncer", Program, settings);
    }

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; } = FreePort.Find();

    /// <param name="server">Where its connections lead.</param>
    /// <param name="user">Who all of them are.</param>
    public static async Task<PgBouncer> StartNewAsync(PostgresServer server, string user)
    {
        var pooler = new PgBouncer(await ClusterFolder.CreateAsync(), server, user);
        await pooler.ReadyAsync();
        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        Signals.Send(Signals.Kill, _pid);
        await _folder.DisposeAsync();
    }

    private async Task ReadyAsync()
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(20);
            }
            catch (SocketException e)
            {
                throw new InvalidOperationException($"PgBouncer does not listen: {_folder.ReadLog("pgbouncer")}", e);
            }
        }
    }
}
