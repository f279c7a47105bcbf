using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>PostgreSQL goes away and comes back, or takes no writes for a while.</summary>
[Trait("Store", "postgres")]
public sealed class DatabaseOutageTests : OutageTest
{
    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public async Task Restarts_crashes_and_times_without_writes_cost_nothing(StoreKind _)
    {
        await using PostgresTestedStore store = await PostgresTestedStore.CreateAsync(isDisturbed: true);
        await SurviveAsync(store, Restart(StopMode.Fast), Restart(StopMode.Immediate),
            new Outage("read-only", of => TakeWritesAsync(of, "on"), of => TakeWritesAsync(of, "off")));
    }

    private static Outage Restart(StopMode mode) => new($"restart ({mode})", of => of.Server.StopAsync(mode), of => of.Server.StartAsync());

    private static async Task TakeWritesAsync(PostgresTestedStore store, string readOnly)
    {
        await store.Server.Maintenance.RunAsync($"ALTER SYSTEM SET default_transaction_read_only = {readOnly}");
        await store.Server.Maintenance.RunAsync("SELECT pg_reload_conf()");
    }
}
