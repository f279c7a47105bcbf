namespace Errand.Torture;

/// <summary>A kill -9.</summary>
internal sealed record KillProcess(string Name) : Fault
{
    public override Task RunAsync(Field field) => field.Fleet[Name].SignalAsync(Signal.Kill);
}
