using TestDatabases;

namespace Torture;

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

/// <summary>Every connection is ended by the server, again and again.</summary>
internal sealed record TerminateBackends(int Times) : Fault
{
    private const string Terminate = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public override Task RunAsync(Field field) => field.DisturbAsync("backends terminated", async store =>
    {
        for (var i = 0; i < Times; i++)
        {
            await store.Database.ReadAsync<long>(Terminate);
            await Task.Delay(Pause);
        }
    });
}

/// <summary>SIGSTOP to every process of the database: nothing answers, nothing is refused.</summary>
internal sealed record FreezeDatabase(TimeSpan For) : Fault
{
    public override Task RunAsync(Field field) => field.DisturbAsync("database frozen", async store =>
    {
        store.Server.Freeze();
        await Task.Delay(For);
        store.Server.Thaw();
    });
}
