namespace Torture;

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

/// <summary>Answers come late.</summary>
internal sealed record DelayReplies(TimeSpan Delay, TimeSpan For) : Fault
{
    public override Task RunAsync(Field field) => field.DisturbAsync("replies delayed", async store =>
    {
        store.Proxy.DelayReplies(Delay);
        await Task.Delay(For);
        store.Proxy.Pass();
    });
}

/// <summary>Nothing passes and nobody is told; then it all goes on, or all is lost.</summary>
internal sealed record FreezeNetwork(TimeSpan For, bool EndsWithCut) : Fault
{
    public override Task RunAsync(Field field) => field.DisturbAsync("network frozen", async store =>
    {
        store.Proxy.Freeze();
        await Task.Delay(For);
        if (EndsWithCut)
        {
            store.Proxy.Cut();
        }

        store.Proxy.Pass();
    });
}
