using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Control;

namespace Errand.Submitting;

/// <summary>Changes a stored task on request, and notifies this process, so that neither handlers nor waiting callers have to
/// look.</summary>
internal sealed class TaskControl(ISubmitStore store, TaskEvents events)
{
    public async Task<CancelVerdict> CancelAsync(TaskId id)
    {
        CancelVerdict verdict = await store.CancelAsync(id);
        switch (verdict)
        {
            case CancelVerdict.Done:
                events.Publish(new TaskEvent(TaskEventKind.Done, id));
                break;
            case CancelVerdict.Signalled:
                events.Publish(new TaskEvent(TaskEventKind.CancelRequested, id));
                break;
        }

        return verdict;
    }

    public async Task<TaskChange> RetryAsync(TaskId id)
    {
        RetryAnswer answer = await store.RetryAsync(id);
        if (answer.Queue is { } queue)
        {
            events.Publish(new TaskEvent(TaskEventKind.Ready, id, queue));
        }

        return answer.Change;
    }

    /// <summary>The request is held to <see cref="KeepRules"/> by the caller.</summary>
    public Task<KeepVerdict> KeepAsync(KeepRequest request) => store.KeepAsync(request);

    /// <returns>False when there is no such task or it has expired.</returns>
    public Task<bool> ReleaseAsync(TaskId id) => store.ReleaseAsync(id);

    public async Task<TaskChange> DeleteAsync(TaskId id)
    {
        TaskChange change = await store.DeleteAsync(id);
        if (change == TaskChange.Changed)
        {
            events.Publish(new TaskEvent(TaskEventKind.Done, id));
        }

        return change;
    }
}
