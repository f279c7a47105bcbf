using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

public sealed class PostgresHeartTests
{
    [Fact]
    public async Task A_beat_to_a_server_that_hangs_is_given_up_and_the_next_one_goes_on()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync(new PostgresServerOptions());
        await using PostgresTaskStore store = new(
            new PostgresStoreOptions { ConnectionString = server.Maintenance.ConnectionString }, NullLogger<PostgresTaskStore>.Instance);
        await store.OpenAsync(Waiting.Stop);
        MemberId handler = await store.StartHandlerAsync();
        Assert.False(BeatOf(handler).IsDead);

        server.Freeze();
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Task.Run(() => BeatOf(handler)).Soon());

        server.Thaw();
        Assert.False(BeatOf(handler).IsDead);

        BeatAnswer BeatOf(MemberId id) => store.Beat(new BeatRequest(id, LeaseTimes.Lease, []));
    }
}
