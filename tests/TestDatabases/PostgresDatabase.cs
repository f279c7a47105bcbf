using System.Globalization;
using Npgsql;

namespace TestDatabases;

/// <summary>A database of one test.</summary>
public sealed class PostgresDatabase(PostgresServer server, string name) : PostgresAccess(Settings(server, name)), IAsyncDisposable
{
    public PostgresServer Server => server;

    public string Name => name;

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"postgres://{PostgresServer.User}@127.0.0.1:{server.Port}/{name}");

    /// <summary>Drops it, whoever is still connected.</summary>
    public async ValueTask DisposeAsync() => await server.Maintenance.RunAsync($"DROP DATABASE {name} WITH (FORCE)");

    private static string Settings(PostgresServer server, string name) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Username = PostgresServer.User,
        Database = name,
    }.ConnectionString;
}
