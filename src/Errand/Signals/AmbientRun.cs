namespace Errand.Signals;

/// <summary>Where code finds the run that it is in: what a function calls, and what it starts.</summary>
/// <remarks>Not the run itself: what a function leaves behind, such as a timer, would keep the run's arguments in memory.</remarks>
internal sealed class AmbientRun
{
    private static readonly AsyncLocal<AmbientRun?> Ambient = new();

    private volatile IWaitingRun? _run;

    private AmbientRun(IWaitingRun run) => _run = run;

    /// <summary>Null outside of a run, and in what a run has left behind.</summary>
    public static IWaitingRun? Current => Ambient.Value?._run;

    /// <summary>For the asynchronous method that calls this and all that it calls; not for its caller.</summary>
    public static AmbientRun Enter(IWaitingRun run)
    {
        var ambient = new AmbientRun(run);
        Ambient.Value = ambient;
        return ambient;
    }

    /// <summary>The function has returned.</summary>
    public void Leave() => _run = null;
}
