namespace Errand.Torture;

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
