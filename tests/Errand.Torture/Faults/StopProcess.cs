namespace Errand.Torture;

/// <summary>SIGTERM; the supervisor starts it again.</summary>
internal sealed record StopProcess(string Name) : Fault
{
    public override Task RunAsync(Field field) => field.Fleet[Name].SignalAsync(Signal.Terminate);
}
