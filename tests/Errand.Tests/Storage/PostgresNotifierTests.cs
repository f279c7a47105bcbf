using Errand.Storage.Postgres;
using Errand.Storage.Postgres.Hints;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

public sealed class PostgresNotifierTests
{
    [Fact]
    public async Task A_notifier_whose_server_hangs_can_be_stopped()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(new PostgresServerOptions());
        var options = new PostgresStoreOptions { ConnectionString = server.Maintenance.ConnectionString };
        var store = new PostgresTaskStore(options, NullLogger<PostgresTaskStore>.Instance);
        await store.OpenAsync(Waiting.Stop);
        await store.DisposeAsync();

        var changes = new PostgresChanges(new QueueFronts(), TimeProvider.System);
        var notifier = new PostgresNotifier(options, changes, isListening: true, NullLogger.Instance);
        while (changes.IsCountDue)
        {
            // It counts first, once it is connected.
            await Task.Delay(5, Waiting.Stop);
        }

        server.Freeze();
        changes.Done(new TaskId(1));
        await notifier.DisposeAsync().AsTask().Soon();
        server.Thaw();
    }
}
