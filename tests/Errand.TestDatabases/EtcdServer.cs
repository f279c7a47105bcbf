using System.Globalization;

namespace Errand.TestDatabases;

/// <summary>Where the nodes of a cluster agree who leads: an etcd of one member.</summary>
internal sealed class EtcdServer(ClusterFolder folder, int port)
{
    public const string Program = "/usr/bin/etcd";

    private const string Name = "etcd";

    private int _pid;

    public void Start()
    {
        string clients = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        string peers = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}");
        _pid = folder.Start(
            Name,
            Program,
            "--name", Name, "--data-dir", Path.Combine(folder.Path, "data-etcd"), "--listen-client-urls", clients,
            "--advertise-client-urls", clients,
            "--enable-v2", "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"{Name}={peers}");
    }

    public void Kill()
    {
        if (_pid != 0)
        {
            Signals.Send(Signals.Kill, _pid);
        }
    }
}
