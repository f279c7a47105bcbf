namespace Errand.Torture;

/// <summary>PostgreSQL is there, and nobody gets through to it.</summary>
[Trait("Store", "postgres")]
public sealed class NetworkOutageTests : OutageTest
{
    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public async Task A_frozen_network_lost_replies_and_a_frozen_database_cost_nothing(StoreKind _)
    {
        await using PostgresTestedStore store = await PostgresTestedStore.CreateAsync(isDisturbed: true);
        await SurviveAsync(
            store,
            new Outage("network frozen", DoAsync(of => of.Proxy.Freeze()), DoAsync(of => of.Proxy.Pass())),
            new Outage("replies lost", DoAsync(of => of.Proxy.HoldReplies()), DoAsync(of =>
            {
                of.Proxy.Cut();
                of.Proxy.Pass();
            })),
            new Outage("database frozen", DoAsync(of => of.Server.Freeze()), DoAsync(of => of.Server.Thaw())));
    }

    private static Func<PostgresTestedStore, Task> DoAsync(Action<PostgresTestedStore> what) => store =>
    {
        what(store);
        return Task.CompletedTask;
    };
}
