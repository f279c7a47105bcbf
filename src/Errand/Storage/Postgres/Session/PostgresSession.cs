using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>How connections are set up.</summary>
internal static class PostgresSession
{
    /// <summary>How long a read may take before its connection is abandoned.</summary>
    public static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a write before its connection is abandoned and its result is unknown. A write is never cancelled: if a
    /// commit that waits for its replica is cancelled, it is visible but not replicated.</summary>
    public static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(30);

    // The planner must not switch plans when a table that was empty a minute ago is full. Each statement has one good plan: by index, row
    // by row.
    private const string PinnedPlans =
        "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off -c plan_cache_mode=force_generic_plan";

    /// <summary>Connections for statements.</summary>
    public static NpgsqlDataSource Statements(PostgresStoreOptions options, int connections) =>
        // No keep-alive messages over idle connections: the next statement finds out that one died.
        Build(options.ConnectionString, options.IsPooled, connections, keepAlive: 0, options.IsPooled ? null : PinnedPlans);

    /// <summary>A connection that bypasses the pooler, for work that needs a session. If no such address is known, it goes through the
    /// pooler, without settings and prepared statements.</summary>
    public static NpgsqlDataSource Direct(PostgresStoreOptions options, string? settings = null) =>
        options is { IsPooled: true, DirectConnectionString: null }
            ? Build(options.ConnectionString, isPooled: true, connections: 1, keepAlive: 10, settings: null)
            : Build(options.DirectConnectionString ?? options.ConnectionString, isPooled: false, connections: 1, keepAlive: 10, settings);

    private static NpgsqlDataSource Build(string connectionString, bool isPooled, int connections, int keepAlive, string? settings)
    {
        // Npgsql reads the numbers of a connection string in the current culture: under fa_IR it does not understand -1.
        using var invariant = InvariantScope.Enter();
        var values = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = connections,
            MinPoolSize = 0,
            // Many processes share the server's connections, so those opened for a busy minute are closed again.
            ConnectionIdleLifetime = 60,
            CommandTimeout = 0,
            KeepAlive = keepAlive,
            TcpKeepAlive = true,
            // No statement leaves anything behind in a session.
            NoResetOnClose = true,
            MaxAutoPrepare = isPooled ? 0 : 100,
            AutoPrepareMinUsages = 1,
            // A failover must be noticed at once.
            HostRecheckSeconds = 1,
            Enlist = false,
            // Tells which of two statements sent together failed.
            IncludeFailedBatchedCommand = true,
        };
        if (settings is not null)
        {
            values.Options = string.IsNullOrEmpty(values.Options) ? settings : $"{values.Options} {settings}";
        }

        var source = new NpgsqlDataSourceBuilder(values.ConnectionString);
        // Only PostgreSQL's own types are used, so the server need not be asked for others.
        source.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        // Beats, looks for work and commits of many tasks are nobody's request: a program that traces its statements would drown in them.
        source.ConfigureTracing(static spans => spans
            .ConfigureCommandFilter(static _ => false).ConfigureBatchFilter(static _ => false).EnablePhysicalOpenTracing(enable: false));
        return source.Build();
    }
}
