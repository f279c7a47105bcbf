namespace Errand.Signals;

/// <summary>A run that may wait for other tasks, and has no slot meanwhile.</summary>
internal interface IWaitingRun
{
    /// <summary>Its task.</summary>
    TaskId Id { get; }

    /// <summary>Fires when the run is to stop.</summary>
    CancellationToken Stopping { get; }

    /// <summary>The run waits for another task from now on: its slot is free for others.</summary>
    /// <returns>False when it has ended: it has no slot.</returns>
    bool TryBeginWait();

    /// <summary>The wait is over. Returns when the run has a slot to go on in, or is to stop: all that is left then is to end.</summary>
    Task EndWaitAsync();

    /// <summary>What followed the wait has come to its next await. If the run still waits for others, it leaves the slot again.</summary>
    void WentOn();
}
