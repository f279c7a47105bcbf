using Errand.Membership;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Membership;

/// <summary>Alone, since whatever runs beside it would starve as well.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class StarvedPool;

public abstract class StarvedPoolTests(StoreKind kind) : OnEveryStore(kind)
{
    [Fact]
    public async Task A_member_beats_while_a_thousand_threads_of_the_pool_are_blocked()
    {
        await using TestStore place = await CreateStoreAsync();
        await using WatchedStore store = place.Connect(NullLoggerFactory.Instance);
        await store.OpenAsync(Waiting.Stop);
        using var beaten = new SemaphoreSlim(0);
        using var member = new Member(store, new LocalMembers(), TimeProvider.System, "handler", 1, NullLogger.Instance)
        {
            Runs = new NoRuns(_ => beaten.Release()),
        };
        await member.JoinAsync(Waiting.Stop);
        using var unblock = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(1000);
        for (int i = 0; i < 1000; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                unblock.Wait(CancellationToken.None);
                blocked.Signal();
            }, null);
        }

        // Blocking on purpose: a continuation would have to wait for the pool.
        bool heard = Enumerable.Range(0, 3).All(_ =>
        {
            member.BeatNow();
            return beaten.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
        });
        unblock.Set();
        Assert.True(heard);
        blocked.Wait(Waiting.Stop);
    }
}

[Collection<StarvedPool>]
public sealed class SqliteStarvedPoolTests() : StarvedPoolTests(StoreKind.Sqlite);

[Collection<StarvedPool>]
public sealed class PostgresStarvedPoolTests() : StarvedPoolTests(StoreKind.Postgres);
