using TestDatabases;

namespace Torture;

/// <summary>PostgreSQL goes away and comes back.</summary>
public sealed class DatabaseOutageTests : OutageTest
{
    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public Task A_fast_restart_costs_nothing(StoreKind _) => RestartAsync(StopMode.Fast);

    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public Task A_crash_of_the_database_costs_nothing(StoreKind _) => RestartAsync(StopMode.Immediate);

    [Theory]
    [MemberData(nameof(Settings.PostgresOnly), MemberType = typeof(Settings))]
    public async Task A_database_that_takes_no_writes_for_a_while_costs_nothing(StoreKind _)
    {
        await using PostgresTestedStore store = await PostgresTestedStore.CreateAsync(isDisturbed: true);
        await SurviveAsync(store, new Outage("read-only", of => TakeWritesAsync(of, "on"), of => TakeWritesAsync(of, "off")));
    }

    private static async Task TakeWritesAsync(PostgresTestedStore store, string readOnly)
    {
        await store.Server.Maintenance.RunAsync($"ALTER SYSTEM SET default_transaction_read_only = {readOnly}");
        await store.Server.Maintenance.RunAsync("SELECT pg_reload_conf()");
    }

    private async Task RestartAsync(StopMode mode)
    {
        await using PostgresTestedStore store = await PostgresTestedStore.CreateAsync(isDisturbed: true);
        await SurviveAsync(store, new Outage($"restart ({mode})", of => of.Server.StopAsync(mode), of => of.Server.StartAsync()));
    }
}
