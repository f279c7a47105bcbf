namespace Throughput;

/// <summary>An empty store and the processes on it, from the start of a case to its end.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly string[] Roles = ["web", "handler", "janitor"];

    private readonly TestFolder _folder = new();
    private readonly PostgresServer? _server;
    private readonly List<ServerProcess> _processes = [];

    private Installation(StoreName store, PostgresServer? server, PostgresDatabase? database)
    {
        Store = store;
        _server = server;
        Database = database;
    }

    public StoreName Store { get; }

    /// <summary>Of PostgreSQL only.</summary>
    public PostgresDatabase? Database { get; }

    public static async Task<Installation> CreateAsync(StoreName store)
    {
        if (store == StoreName.Sqlite)
        {
            return new Installation(store, null, null);
        }

        // As an operator has it: durable, and told which statements ran.
        var options = new PostgresServerOptions
        {
            Durable = true,
            DeadlockTimeout = TimeSpan.FromSeconds(1),
            Settings = ["shared_buffers=256MB", "max_wal_size=4GB", "shared_preload_libraries=pg_stat_statements"],
        };
        PostgresServer server = await PostgresServer.StartNewAsync(options);
        PostgresDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE EXTENSION pg_stat_statements");
        return new Installation(store, server, database);
    }

    /// <summary>One process for each role.</summary>
    public Task<IReadOnlyList<ServerProcess>> StartEachRoleAsync() => StartAsync(Roles);

    /// <summary>One process for each line, which are words of roles.</summary>
    public async Task<IReadOnlyList<ServerProcess>> StartAsync(params string[] lines)
    {
        ServerProcess[] started = [.. lines.Select(Launch)];
        _processes.AddRange(started);
        foreach (ServerProcess process in started)
        {
            await process.StartedAsync();
        }

        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServerProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private ServerProcess Launch(string roles) => ServerProcess.Launch(
        Path.Combine(AppContext.BaseDirectory, "Throughput"),
        _folder.Path,
        [Served.Word, .. roles.Split(' ')],
        [("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("DATABASE_URL", Database?.Url ?? $"sqlite:{_folder.Database}")]);
}
