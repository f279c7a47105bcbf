namespace Errand.Handler.Running;

/// <summary>What <see cref="RunSlots"/> fills its slots with; outside of tests <see cref="TaskRunner"/>.</summary>
internal interface ITaskRunner
{
    /// <summary>Runs one task, and returns when its function has returned. Never throws.</summary>
    /// <param name="task">What to run.</param>
    /// <param name="slots">Where it runs.</param>
    /// <returns>Whether the run has a slot at its end; one that waited for other tasks may have none.</returns>
    Task<bool> RunAsync(RunnableTask task, RunSlots slots);
}
