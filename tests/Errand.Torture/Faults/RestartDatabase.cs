using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>The database stops, and is back after a while.</summary>
internal sealed record RestartDatabase(StopMode Mode, TimeSpan Down) : Fault
{
    public override Task RunAsync(Field field) => field.DisturbAsync($"restart ({Mode})", async store =>
    {
        await store.Server.StopAsync(Mode);
        await Task.Delay(Down);
        await store.Server.StartAsync();
        await store.Server.ReadyAsync();
    });
}
