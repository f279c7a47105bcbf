namespace Errand.Handler.Running;

/// <summary>Takes one task after another from its start to its outcome.</summary>
/// <param name="parts">What the runs share.</param>
/// <param name="ahead">Counts those that have ended.</param>
internal sealed class TaskRunner(RunParts parts, ClaimAhead ahead) : ITaskRunner
{
    public async Task<bool> RunAsync(RunnableTask task, RunSlots slots)
    {
        TaskRun? run = null;
        try
        {
            run = new TaskRun(task.Claim, task.Definition, slots, parts);
            parts.Ledger.Started(run);
            if (await run.RunAsync() is { } outcome)
            {
                await parts.Ledger.EndAsync(run, outcome);
            }

            ahead.Finished();
        }
        catch (Exception e)
        {
            // A fault of ours: it must cost neither the slot nor the task.
            parts.Ledger.Broken(task.Claim, e);
        }

        return run?.LeaveSlot() ?? true;
    }
}
