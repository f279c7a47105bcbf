using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Control;

namespace Errand.Control;

/// <summary>Changes stored tasks on request, and notifies this process, so that neither handlers nor waiting callers have to
/// look.</summary>
internal sealed class TaskControl(ISubmitStore store, TaskEvents events)
{
    public async Task<CancelVerdict> CancelAsync(TaskId id) => (await CancelAsync([id]))[0];

    public async Task<IReadOnlyList<CancelVerdict>> CancelAsync(IReadOnlyList<TaskId> ids)
    {
        IReadOnlyList<CancelAnswer> answers = await store.CancelAsync(ids);
        for (int i = 0; i < ids.Count; i++)
        {
            switch (answers[i].Verdict)
            {
                case CancelVerdict.Done:
                    events.Publish(new TaskEvent(TaskEventKind.Done, ids[i]));
                    break;
                case CancelVerdict.Signalled:
                    events.Publish(new TaskEvent(TaskEventKind.CancelRequested, ids[i]));
                    break;
            }
        }

        return [.. answers.Select(answer => answer.Verdict)];
    }

    public async Task<TaskChange> RetryAsync(TaskId id) => (await RetryAsync([id]))[0];

    public async Task<IReadOnlyList<TaskChange>> RetryAsync(IReadOnlyList<TaskId> ids)
    {
        IReadOnlyList<RetryAnswer> answers = await store.RetryAsync(ids);
        for (int i = 0; i < ids.Count; i++)
        {
            if (answers[i].Queue is { } queue)
            {
                events.Publish(new TaskEvent(TaskEventKind.Ready, ids[i], queue));
            }
        }

        return [.. answers.Select(answer => answer.Change)];
    }

    /// <summary>The request is held to <see cref="KeepRules"/> by the caller.</summary>
    public async Task<KeepVerdict> KeepAsync(TaskId id, KeepRequest request) => (await KeepAsync([id], request))[0];

    /// <summary>The request is held to <see cref="KeepRules"/> by the caller.</summary>
    public async Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request)
    {
        IReadOnlyList<KeepVerdict> verdicts = await store.KeepAsync(ids, request);
        for (int i = 0; i < ids.Count; i++)
        {
            if (verdicts[i] == KeepVerdict.Kept)
            {
                events.Publish(new TaskEvent(TaskEventKind.Kept, ids[i]));
            }
        }

        return verdicts;
    }

    /// <returns>False when there is no such task or it has expired.</returns>
    public async Task<bool> ReleaseAsync(TaskId id)
    {
        bool isKnown = await store.ReleaseAsync(id);
        if (isKnown)
        {
            events.Publish(new TaskEvent(TaskEventKind.Kept, id));
        }

        return isKnown;
    }

    public async Task<TaskChange> DeleteAsync(TaskId id) => (await DeleteAsync([id]))[0];

    public async Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids)
    {
        IReadOnlyList<TaskChange> changes = await store.DeleteAsync(ids);
        for (int i = 0; i < ids.Count; i++)
        {
            if (changes[i] == TaskChange.Changed)
            {
                events.Publish(new TaskEvent(TaskEventKind.Done, ids[i]));
            }
        }

        return changes;
    }
}
