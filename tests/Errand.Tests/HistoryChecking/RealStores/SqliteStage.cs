using Errand.HistoryChecker;
using Errand.Storage;
using Errand.Storage.Sqlite;
using Errand.Tests.Storage;
using Errand.TestServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.HistoryChecking.RealStores;

internal sealed class SqliteStage : Stage
{
    private readonly SqliteFile _file = new();

    public SqliteStage() => Store = new SqliteTaskStore(
        new SqliteStoreOptions { Path = _file.Path, Durable = false }, Time, NullLogger<SqliteTaskStore>.Instance);

    public override ITaskStore Store { get; }

    public override string Schema => "main";

    public override Task RunAsync(string sql)
    {
        _file.Run(sql);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<StoredTask>> TasksAsync() => Task.FromResult(new DatabaseFile(_file.Path).Tasks());

    public override Task<IReadOnlyList<long>> MisplacedAsync() => Task.FromResult(new DatabaseFile(_file.Path).Misplaced());

    public override async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _file.Dispose();
    }
}
