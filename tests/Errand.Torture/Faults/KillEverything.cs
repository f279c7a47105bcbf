namespace Errand.Torture;

/// <summary>A kill -9 of everything but the database.</summary>
internal sealed record KillEverything : Fault
{
    public override Task RunAsync(Field field) => field.Fleet.SignalAllAsync(Signal.Kill);
}
