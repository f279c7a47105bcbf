namespace Errand.Torture;

/// <summary>Every connection is ended by the server, again and again.</summary>
internal sealed record TerminateBackends(int Times) : Fault
{
    private const string Terminate = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public override Task RunAsync(Field field) => field.DisturbAsync("backends terminated", async store =>
    {
        for (int i = 0; i < Times; i++)
        {
            await store.Database.ReadAsync<long>(Terminate);
            await Task.Delay(Pause);
        }
    });
}
