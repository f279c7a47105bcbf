using System.Globalization;

namespace Errand.TestDatabases;

/// <summary>One PostgreSQL server of a cluster, and the Patroni that runs it.</summary>
public sealed class PatroniNode
{
    internal const string Program = "/usr/bin/patroni";

    private readonly ClusterFolder _folder;
    private readonly int _api = FreePort.Find();
    private readonly string _settings;
    private int _pid;

    internal PatroniNode(ClusterFolder folder, string name, int etcd)
    {
        _folder = folder;
        Name = name;
        _settings = folder.Write($"{name}.yml", Settings(etcd));
    }

    public string Name { get; }

    /// <summary>PostgreSQL's.</summary>
    public int Port { get; } = FreePort.Find();

    public string Log => _folder.ReadLog(Name);

    private string Data => Path.Combine(_folder.Path, $"data-{Name}");

    private ServerProcesses Servers => new(Data);

    /// <summary>Starts it on the data that it has, if any; does not wait.</summary>
    public void Start() => _pid = _folder.Start(Name, Program, _settings);

    /// <summary>A kill -9 of everything at once, as when the machine loses its power.</summary>
    public void Kill() => SignalAll(Signals.Kill);

    /// <summary>Nothing of it runs, and connections stay open, as when a virtual machine is paused.</summary>
    public void Freeze() => SignalAll(Signals.Stop);

    public void Thaw() => SignalAll(Signals.Continue);

    internal Uri Api(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_api}/{path}"));

    /// <summary>Patroni first: it would start PostgreSQL again.</summary>
    private void SignalAll(int signal)
    {
        if (_pid != 0)
        {
            Signals.Send(signal, _pid);
            Servers.SignalEach(signal);
        }
    }

    /// <remarks>By etcd's older interface: by the newer one, Debian's Patroni goes on with a stale view for good after it was frozen
    /// (github.com/patroni/patroni/pull/2783).</remarks>
    private string Settings(int etcd) => string.Create(CultureInfo.InvariantCulture, $"""
        scope: errand
        name: {Name}
        restapi:
          listen: 127.0.0.1:{_api}
          connect_address: 127.0.0.1:{_api}
        etcd:
          host: 127.0.0.1:{etcd}
        bootstrap:
          dcs:
            ttl: {PatroniCluster.LeaderLifetime.TotalSeconds}
            loop_wait: 1
            retry_timeout: 5
            synchronous_mode: true
            postgresql:
              use_pg_rewind: true
              use_slots: true
              parameters:
                max_connections: 200
          initdb:
            - encoding: UTF8
            - locale: C
        postgresql:
          listen: 127.0.0.1:{Port}
          connect_address: 127.0.0.1:{Port}
          data_dir: {Data}
          bin_dir: {PostgresBinaries.Folder}
          pgpass: {_folder.Path}/pgpass-{Name}
          authentication:
            superuser:
              username: {PostgresServer.User}
              password: any
            replication:
              username: replicator
              password: any
          pg_hba:
            - local all all trust
            - host all all 127.0.0.1/32 trust
            - host replication all 127.0.0.1/32 trust
          parameters:
            unix_socket_directories: {_folder.Path}
            dynamic_shared_memory_type: mmap
        """);
}
