using System.Globalization;
using Npgsql;

namespace Throughput;

/// <summary>An empty store and the processes on it, from the start of a case to its end.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Throughput");

    private static readonly string[] Roles = ["web", "handler", "janitor"];

    private readonly TestFolder _folder = new();
    private readonly PostgresServer? _server;
    private readonly List<ServerProcess> _processes = [];
    private readonly NpgsqlConnection? _watch;

    private Installation(StoreName store, PostgresServer? server, PostgresDatabase? database, NpgsqlConnection? watch)
    {
        _watch = watch;
        Store = store;
        _server = server;
        Database = database;
        Contents = database is null ? new SqliteContents(_folder.Database) : new PostgresContents(database);
    }

    public StoreName Store { get; }

    /// <summary>There is none before a process was started.</summary>
    public Contents Contents { get; }

    /// <summary>Of PostgreSQL only.</summary>
    public PostgresDatabase? Database { get; }

    /// <summary>Of SQLite only: where its tasks are.</summary>
    public string File => _folder.Database;

    /// <summary>Goes at the end of the case.</summary>
    public string Folder => _folder.Path;

    public static async Task<Installation> CreateAsync(StoreName store)
    {
        if (store == StoreName.Sqlite)
        {
            return new Installation(store, null, null, null);
        }

        // As in production: durable, and with statement statistics.
        var options = new PostgresServerOptions
        {
            Durable = true,
            DeadlockTimeout = TimeSpan.FromSeconds(1),
            Settings = ["shared_buffers=256MB", "max_wal_size=4GB", "shared_preload_libraries=pg_stat_statements"],
        };
        PostgresServer server = await PostgresServer.StartNewAsync(options);
        PostgresDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE EXTENSION pg_stat_statements");
        return new Installation(store, server, database, await database.ConnectAsync());
    }

    /// <summary>One process for each role.</summary>
    /// <param name="settings">Additional variables of their environment.</param>
    public Task<IReadOnlyList<ServerProcess>> StartEachRoleAsync(params (string Name, string Value)[] settings) =>
        StartAsync(Roles, settings);

    /// <summary>One process for each line, which are words of roles.</summary>
    public Task<IReadOnlyList<ServerProcess>> StartAsync(params string[] lines) => StartAsync(lines, []);

    /// <summary>One process with these roles.</summary>
    /// <param name="roles">Words of roles.</param>
    /// <param name="setting">One more variable of its environment.</param>
    public async Task<ServerProcess> StartAsync(string roles, (string Name, string Value) setting) =>
        (await StartAsync([roles], [setting]))[0];

    /// <summary>Starts bare Kestrel on the same machine.</summary>
    public async Task<ServerProcess> StartEchoAsync()
    {
        // Not in the store's folder: a host watches its folder, and would make each write to the store's file more expensive.
        var echo = ServerProcess.Launch(Program, AppContext.BaseDirectory, [Echo.Word], [("ASPNETCORE_URLS", "http://127.0.0.1:0")]);
        _processes.Add(echo);
        await echo.StartedAsync();
        return echo;
    }

    /// <summary>The bare database, on the same server or the same disk.</summary>
    public async Task<RawStore> CreateRawAsync()
    {
        if (_server is null)
        {
            return new RawSqlite(_folder.File("raw.db"));
        }

        var raw = new RawPostgres(await CreateDatabaseAsync());
        await raw.CreateAsync();
        return raw;
    }

    /// <summary>One more on the same server.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync() =>
        _server?.CreateDatabaseAsync() ?? throw new InvalidOperationException($"{Store} has no server.");

    public async Task<long> CountSucceededAsync() => (await ReadAsync("SELECT count(*) FROM {0}outcome WHERE state = 1"))!.Value;

    /// <summary>One more store, without tables.</summary>
    /// <returns>As <c>DATABASE_URL</c> takes it.</returns>
    public async Task<string> CreateStoreAsync() =>
        _server is null ? $"sqlite:{_folder.File(Path.GetRandomFileName())}" : (await CreateDatabaseAsync()).Url;

    /// <summary>The submissions so far; if a janitor runs, only those of the last hour.</summary>
    public async Task<CommitCount> CountCommitsAsync() => new(
        (await ReadAsync("SELECT count(*) FROM {0}receipt WHERE last_id >= first_id"))!.Value,
        (await ReadAsync("SELECT CAST(coalesce(sum(last_id - first_id + 1), 0) AS bigint) FROM {0}receipt"))!.Value);

    /// <summary>Returns when every task is done.</summary>
    public async Task DrainedAsync()
    {
        // Finding out whether any task is left walks over all rows that are not yet vacuumed, so it waits until the newest task is done.
        await EmptyAsync("SELECT id FROM (SELECT id FROM {0}task ORDER BY id DESC LIMIT 1) t WHERE NOT EXISTS (SELECT 1 FROM {0}outcome WHERE outcome.id = t.id)");
        await EmptyAsync("SELECT id FROM {0}ready UNION ALL SELECT id FROM {0}lease UNION ALL SELECT id FROM {0}later LIMIT 1");
    }

    /// <summary>Returns when every task is done that is not scheduled for later.</summary>
    public Task DrainedButForScheduledAsync() => EmptyAsync("SELECT id FROM {0}ready UNION ALL SELECT id FROM {0}lease LIMIT 1");

    public async ValueTask DisposeAsync()
    {
        foreach (ServerProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<IReadOnlyList<ServerProcess>> StartAsync(string[] lines, (string Name, string Value)[] settings)
    {
        ServerProcess[] started = [.. lines.Select(roles => Launch(roles, settings))];
        _processes.AddRange(started);
        foreach (ServerProcess process in started)
        {
            await process.StartedAsync();
        }

        return started;
    }

    private async Task EmptyAsync(string sql)
    {
        while (await ReadAsync(sql) is not null)
        {
            await Task.Delay(20);
        }
    }

    /// <param name="sql">A query that returns at most one number, with a placeholder for the schema.</param>
    private async Task<long?> ReadAsync(string sql)
    {
        if (_watch is not null)
        {
            // Many times a second, so a new connection each time would take processor time from the measurement.
            string statement = string.Format(CultureInfo.InvariantCulture, sql, "errand.");
            return await PostgresAccess.ReadAsync<long>(_watch, statement) is [var number, ..] ? number : null;
        }

        string text = new DatabaseFile(_folder.Database).Text(string.Format(CultureInfo.InvariantCulture, sql, ""));
        return text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
    }

    private ServerProcess Launch(string roles, (string Name, string Value)[] settings) => ServerProcess.Launch(
        Program,
        _folder.Path,
        [Served.Word, .. roles.Split(' ')],
        [("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("DATABASE_URL", Database?.Url ?? $"sqlite:{_folder.Database}"), .. settings]);
}
