namespace Errand.Torture;

/// <summary>Requests arrive, their answers do not, and then every connection is cut: commits in doubt.</summary>
internal sealed record DropReplies(TimeSpan For) : Fault
{
    public override Task RunAsync(Field field) => field.DisturbAsync("replies dropped", async store =>
    {
        store.Proxy.HoldReplies();
        await Task.Delay(For);
        store.Proxy.Cut();
        store.Proxy.Pass();
    });
}
