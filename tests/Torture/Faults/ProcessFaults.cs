namespace Torture;

/// <summary>A kill -9.</summary>
internal sealed record KillProcess(string Name) : Fault
{
    public override Task RunAsync(Field field) => field.Fleet[Name].SignalAsync(Signal.Kill);
}

/// <summary>A kill -9 of everything but the database.</summary>
internal sealed record KillEverything : Fault
{
    public override Task RunAsync(Field field) => field.Fleet.SignalAllAsync(Signal.Kill);
}

/// <summary>SIGTERM; the supervisor starts it again.</summary>
internal sealed record StopProcess(string Name) : Fault
{
    public override Task RunAsync(Field field) => field.Fleet[Name].SignalAsync(Signal.Terminate);
}

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
