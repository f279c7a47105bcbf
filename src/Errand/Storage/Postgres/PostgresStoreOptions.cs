using System.Globalization;
using Npgsql;

namespace Errand.Storage.Postgres;

/// <summary>Where a PostgreSQL store is and how it is reached.</summary>
internal sealed record PostgresStoreOptions : StoreOptions
{
    /// <summary>In Npgsql's format; holds the password. With several hosts it asks for the one that accepts writes; for a single host
    /// Npgsql has no such setting, and the store checks itself.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The address that bypasses a pooler, for LISTEN and migrations; null: the same address.</summary>
    public string? DirectConnectionString { get; init; }

    /// <summary>Whether it is a pooler, that is, PgBouncer in transaction mode: no prepared statements, no startup options, no reset on
    /// close.</summary>
    public bool IsPooled { get; init; }

    public override string Address
    {
        get
        {
            using var invariant = InvariantScope.Enter();
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
            string[] hosts = connection.Host!.Split(',', StringSplitOptions.TrimEntries);
            return hosts is [['/', ..]]
                ? $"postgres:///{connection.Database}?host={hosts[0]}"
                : $"postgres://{string.Join(',', hosts.Select(host => WithPort(host, connection.Port)))}/{connection.Database}";
        }
    }

    private static string WithPort(string host, int port) =>
        host.LastIndexOf(':') > host.LastIndexOf(']') ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
