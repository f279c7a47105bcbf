using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>What the pages answer over HTTP: the same on every store.</summary>
/// <remarks>All tests of a store share one server; each brings tasks of its own.</remarks>
public abstract partial class PageContract(PageServer server) : IDisposable
{
    private readonly PageClient _client = new(server.Address);

    protected PageServer Server => server;

    protected PageClient Client => _client;

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqlitePageContract(SqlitePageServer server) : PageContract(server), IClassFixture<SqlitePageServer>;

public sealed class PostgresPageContract(PostgresPageServer server) : PageContract(server), IClassFixture<PostgresPageServer>;
