namespace Errand.Torture;

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
