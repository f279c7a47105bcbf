namespace Errand;

/// <summary>The run that code is in: what a function calls finds it here, and what the function starts has it as well.</summary>
internal abstract class AmbientRun
{
    private static readonly AsyncLocal<AmbientRun?> Ambient = new();

    /// <summary>Null outside of a run, and in what a run has left behind.</summary>
    public static AmbientRun? Current => Ambient.Value is { HasEnded: false } run ? run : null;

    /// <summary>Fires when the run is told to stop.</summary>
    public abstract CancellationToken Stopping { get; }

    protected abstract bool HasEnded { get; }

    /// <summary>The run waits for another task from now on: its slot is free for others.</summary>
    /// <returns>False when it has ended: it has no slot.</returns>
    public abstract bool TryBeginWait();

    /// <summary>The wait is over. Returns when the run has a slot to go on in, or is told to stop: what is left to do then is to end.</summary>
    public abstract Task EndWaitAsync();

    /// <summary>What followed the wait has come to its next await. While the run waits for others still, it leaves the slot again.</summary>
    public abstract void WentOn();

    /// <summary>For the method that calls this and all that it calls; not for its caller.</summary>
    protected void Enter() => Ambient.Value = this;
}
