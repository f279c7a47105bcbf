using System.Globalization;
using Npgsql;

namespace Errand.TestDatabases;

/// <summary>A database of one test.</summary>
public sealed class PostgresDatabase(PostgresServer server, string name) : PostgresAccess(Settings(server, name)), IAsyncDisposable
{
    public PostgresServer Server => server;

    public string Name => name;

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"postgres://{PostgresServer.User}@127.0.0.1:{server.Port}/{name}");

    /// <summary>What becomes of it when the test is over; by default it is dropped, whoever is still connected.</summary>
    public Func<Task>? AtTheEnd { get; set; }

    public async ValueTask DisposeAsync() =>
        await (AtTheEnd?.Invoke() ?? server.Maintenance.RunAsync($"DROP DATABASE {name} WITH (FORCE)"));

    private static string Settings(PostgresServer server, string name) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Username = PostgresServer.User,
        Database = name,
    }.ConnectionString;
}
