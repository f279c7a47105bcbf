using System.Globalization;
using Npgsql;

namespace Errand.TestDatabases;

/// <summary>A real PostgreSQL server in a folder of its own, started and stopped, killed and frozen by a test.</summary>
/// <remarks>It ends with the process that started it, however that ends: <see cref="Watchdog"/>. Any number of them run side by
/// side.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartNewAsync(new PostgresServerOptions()));

    private readonly PostgresServerOptions _options;
    private readonly ServerFolder _folder;
    private readonly Watchdog _watchdog;
    private int _databases;

    private PostgresServer(PostgresServerOptions options, ServerFolder folder, Watchdog watchdog)
    {
        _options = options;
        _folder = folder;
        _watchdog = watchdog;
    }

    public int Port { get; private set; }

    /// <summary>The database that every server has.</summary>
    public PostgresDatabase Maintenance => new(this, "postgres");

    /// <summary>The server's processes, as they are now.</summary>
    public ServerProcesses Processes => new(_folder.Data);

    /// <summary>What the server has written to its log.</summary>
    public string Log => File.Exists(_folder.Log) ? File.ReadAllText(_folder.Log) : "";

    /// <summary>The server of this test process: started by whoever asks first, stopped at the end of the process. Fast, not
    /// durable.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    public static async Task<PostgresServer> StartNewAsync(PostgresServerOptions options) =>
        await StartAsync(options, await ServerFolder.CreateAsync());

    /// <summary>Starts a server that follows this one. From then on, a commit is confirmed only when both have it.</summary>
    public async Task<PostgresServer> StartStandbyAsync()
    {
        PostgresServer standby = await StartAsync(_options, await ServerFolder.CreateCopyAsync(Port));
        await Maintenance.RunAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await Maintenance.RunAsync("SELECT pg_reload_conf()");
        long start = TimeProvider.System.GetTimestamp();
        while ((await Maintenance.ReadAsync<long>("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"))[0] == 0)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"The standby does not follow: {standby.Log}");
            }

            await Task.Delay(20);
        }

        return standby;
    }

    /// <summary>Makes a standby a server of its own; returns when it takes writes.</summary>
    public Task PromoteAsync() => ControlAsync("-w", "promote");

    private static async Task<PostgresServer> StartAsync(PostgresServerOptions options, ServerFolder folder)
    {
        var server = new PostgresServer(options, folder, new Watchdog(folder));
        try
        {
            await server.StartOnFreePortAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Starts it again on the same data and the same port; returns when it takes connections.</summary>
    public Task StartAsync() => ControlAsync("-w", "-l", _folder.Log, "-o", Arguments(), "start");

    /// <summary>Returns when its processes have ended.</summary>
    public Task StopAsync(StopMode mode = StopMode.Fast) =>
        ControlAsync("-w", "-m", mode == StopMode.Fast ? "fast" : "immediate", "stop");

    public async Task RestartAsync(StopMode mode = StopMode.Fast)
    {
        await StopAsync(mode);
        await StartAsync();
    }

    /// <summary>A kill -9 of the postmaster: its backends notice and end by themselves.</summary>
    public Task KillAsync() => Processes.KillPostmasterAsync();

    /// <summary>Returns when it takes connections: after a crash of one of its processes it recovers first.</summary>
    public async Task ReadyAsync()
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using NpgsqlConnection connection = await Maintenance.ConnectAsync();
                return;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Stops every process of the server in its tracks: connections stay open and nothing answers.</summary>
    public void Freeze() => Processes.SignalAll(Signals.Stop);

    public void Thaw() => Processes.SignalAll(Signals.Continue);

    /// <summary>How many lines of the log have this text, in all databases or in one.</summary>
    public int CountInLog(string text, PostgresDatabase? database = null) => FindInLog(text, database).Count;

    /// <summary>The lines of the log that have this text, such as <c>deadlock detected</c>, in all databases or in one; each with what the
    /// server adds to it.</summary>
    public IReadOnlyList<string> FindInLog(string text, PostgresDatabase? database = null)
    {
        string[] lines = Log.Split('\n');
        return
        [
            .. lines.Index()
                .Where(line => line.Item.Contains(text, StringComparison.Ordinal)
                    && (database is null || line.Item.Contains($" {database.Name} ", StringComparison.Ordinal)))
                .Select(line => string.Join('\n', lines.Skip(line.Index).TakeWhile((next, i) => i == 0 || !IsNews(next)))),
        ];

        // DETAIL, HINT, CONTEXT and STATEMENT belong to the line before; a statement's own lines have no head.
        static bool IsNews(string line) => line.Contains(" LOG: ", StringComparison.Ordinal) || line.Contains(
            " ERROR: ", StringComparison.Ordinal)
            || line.Contains(" WARNING: ", StringComparison.Ordinal) || line.Contains(" FATAL: ", StringComparison.Ordinal);
    }

    /// <summary>A database of its own for a test.</summary>
    /// <param name="template">What it is a copy of, while nobody is connected to that; without one it is empty.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(PostgresDatabase? template = null)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        var database = new PostgresDatabase(this, name);
        await Maintenance.RunAsync($"CREATE DATABASE {name} TEMPLATE {template?.Name ?? "template1"} STRATEGY file_copy");
        return database;
    }

    public async ValueTask DisposeAsync() => await _watchdog.DisposeAsync();

    private async Task StartOnFreePortAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = FreePort.Find();
            try
            {
                await StartAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 5 && Log.Contains("Address already in use", StringComparison.Ordinal))
            {
                // Another test process was faster to take this port: the next one.
            }
        }
    }

    private Task ControlAsync(params string[] args) => _folder.RunAsync("pg_ctl", ["-D", _folder.Data, "-s", "-t", "120", .. args]);

    private string Arguments()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
            $"unix_socket_directories={_folder.Path}",
            $"max_connections={_options.MaxConnections.ToString(CultureInfo.InvariantCulture)}",
            string.Create(CultureInfo.InvariantCulture, $"deadlock_timeout={(int)_options.DeadlockTimeout.TotalMilliseconds}ms"),
            $"fsync={(_options.Durable ? "on" : "off")}",
            $"full_page_writes={(_options.Durable ? "on" : "off")}",
            // Whose line it is: a test counts those of its own database.
            "log_line_prefix='%m [%p] %d '",
            // Shared memory of a server that was killed goes with its folder.
            "dynamic_shared_memory_type=mmap",
            // Neither UTC nor a whole hour from it: instants must not depend on the server's time zone.
            "timezone=Asia/Kathmandu",
            .. _options.Settings,
        ];
        return string.Join(' ', settings.Select(setting => $"-c {setting}"));
    }
}
