using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>How connections are set up.</summary>
internal static class PostgresSession
{
    /// <summary>So long a read may take at most; longer, and its connection is given up.</summary>
    public static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);

    /// <summary>So long a write is waited for; then its connection is given up, and what became of it is in doubt. It is never cancelled: a
    /// cancelled commit that waits for its replica can be seen, but is not replicated.</summary>
    public static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(30);

    // The planner must not flip to other plans when a table that was empty a minute ago is full. There is one good plan for each statement:
    // by index, row for row.
    private const string PinnedPlans =
        "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off -c plan_cache_mode=force_generic_plan";

    /// <summary>Connections for statements.</summary>
    public static NpgsqlDataSource Statements(PostgresStoreOptions options, int connections) =>
        // No messages over idle connections to keep them alive: one that died is found out by its next statement.
        Build(options.ConnectionString, options.IsPooled, connections, keepAlive: 0, options.IsPooled ? null : PinnedPlans);

    /// <summary>A connection past the pooler, for what belongs to a session. When no way past it is known it goes through it, and then
    /// takes no settings and prepares nothing.</summary>
    public static NpgsqlDataSource Direct(PostgresStoreOptions options, string? settings = null) =>
        options is { IsPooled: true, DirectConnectionString: null }
            ? Build(options.ConnectionString, isPooled: true, connections: 1, keepAlive: 10, settings: null)
            : Build(options.DirectConnectionString ?? options.ConnectionString, isPooled: false, connections: 1, keepAlive: 10, settings);

    private static NpgsqlDataSource Build(string connectionString, bool isPooled, int connections, int keepAlive, string? settings)
    {
        // Npgsql reads the numbers of a connection string in the current culture: under fa_IR it does not know -1.
        using var invariant = InvariantScope.Enter();
        var values = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = connections,
            MinPoolSize = 0,
            // Many processes share the server's connections, so those of a busy minute are closed again.
            ConnectionIdleLifetime = 60,
            CommandTimeout = 0,
            KeepAlive = keepAlive,
            TcpKeepAlive = true,
            // Nothing that we do leaves a trace in a session.
            NoResetOnClose = true,
            MaxAutoPrepare = isPooled ? 0 : 100,
            AutoPrepareMinUsages = 1,
            // A host that changed its part is asked again at once.
            HostRecheckSeconds = 1,
            Enlist = false,
            // Which of two statements sent together an error is about.
            IncludeFailedBatchedCommand = true,
        };
        if (settings is not null)
        {
            values.Options = string.IsNullOrEmpty(values.Options) ? settings : $"{values.Options} {settings}";
        }

        var source = new NpgsqlDataSourceBuilder(values.ConnectionString);
        // PostgreSQL's own types are all that is used: nobody needs to ask the server which others it has.
        source.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        return source.Build();
    }
}
