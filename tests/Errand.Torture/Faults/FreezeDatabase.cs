namespace Errand.Torture;

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
