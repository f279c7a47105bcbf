using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Submitting;

/// <summary>Cancels a task and tells this process, so that a handler in it stops the run without waiting for its next beat.</summary>
internal sealed class TaskCancellation(ISubmitStore store, TaskEvents events)
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
}
