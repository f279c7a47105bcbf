namespace Errand.Torture;

/// <summary>SIGSTOP, and later SIGCONT: longer than a lease, and others take over what it held.</summary>
internal sealed record FreezeProcess(string Name, TimeSpan For) : Fault
{
    public override async Task RunAsync(Field field)
    {
        await field.Fleet[Name].SignalAsync(Signal.Stop);
        await Task.Delay(For);
        await field.Fleet[Name].SignalAsync(Signal.Continue);
    }
}
