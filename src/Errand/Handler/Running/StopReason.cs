namespace Errand.Handler.Running;

/// <summary>Why a run was asked to stop. The first reason counts.</summary>
internal enum StopReason
{
    None,

    /// <summary>Someone cancelled the task.</summary>
    Cancelled,

    /// <summary>It reached its deadline.</summary>
    TimedOut,

    /// <summary>The server stops, and the grace period is over.</summary>
    HandedBack,

    /// <summary>The claim was taken over: what the run does counts for nothing.</summary>
    Lost,
}
