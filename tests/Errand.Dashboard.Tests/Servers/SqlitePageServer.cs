using Errand.TestServers;

namespace Errand.Dashboard.Tests.Servers;

public sealed class SqlitePageServer : PageServer
{
    private readonly TestFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private protected override Task<string> CreateDatabaseAsync() => Task.FromResult($"sqlite:{_folder.Database}");
}
