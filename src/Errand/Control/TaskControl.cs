using Errand.Access;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Control;

namespace Errand.Control;

/// <summary>Changes stored tasks on request, and notifies this process, so that neither handlers nor waiting callers have to
/// look.</summary>
internal sealed class TaskControl(ISubmitStore store, TaskEvents events, AuditLog audit)
{
    public async Task<CancelVerdict> CancelAsync(TaskId id, Actor actor) => (await CancelAsync([id], actor, filter: null))[0];

    /// <param name="ids">The tasks.</param>
    /// <param name="actor">Who asks, and may.</param>
    /// <param name="filter">What was asked for, for the audit log; null for a single task.</param>
    public async Task<IReadOnlyList<CancelVerdict>> CancelAsync(IReadOnlyList<TaskId> ids, Actor actor, string? filter)
    {
        IReadOnlyList<CancelAnswer> answers = await store.CancelAsync(ids, actor.Audit(filter));
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

        audit.Tell(
            actor, AuditActions.CancelTask,
            [.. ids.Where((_, index) => answers[index].Verdict is CancelVerdict.Done or CancelVerdict.Signalled)]);
        return [.. answers.Select(answer => answer.Verdict)];
    }

    public async Task<TaskChange> RetryAsync(TaskId id, Actor actor) => (await RetryAsync([id], actor, filter: null))[0];

    /// <inheritdoc cref="CancelAsync(IReadOnlyList{TaskId}, Actor, string?)" />
    public async Task<IReadOnlyList<TaskChange>> RetryAsync(IReadOnlyList<TaskId> ids, Actor actor, string? filter)
    {
        IReadOnlyList<RetryAnswer> answers = await store.RetryAsync(ids, actor.Audit(filter));
        for (int i = 0; i < ids.Count; i++)
        {
            if (answers[i].Queue is { } queue)
            {
                events.Publish(new TaskEvent(TaskEventKind.Ready, ids[i], queue));
            }
        }

        audit.Tell(actor, AuditActions.RetryTask, [.. ids.Where((_, index) => answers[index].Change == TaskChange.Changed)]);
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

    public async Task<TaskChange> DeleteAsync(TaskId id, Actor actor) => (await DeleteAsync([id], actor, filter: null))[0];

    /// <inheritdoc cref="CancelAsync(IReadOnlyList{TaskId}, Actor, string?)" />
    public async Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, Actor actor, string? filter)
    {
        IReadOnlyList<TaskChange> changes = await store.DeleteAsync(ids, actor.Audit(filter));
        for (int i = 0; i < ids.Count; i++)
        {
            if (changes[i] == TaskChange.Changed)
            {
                events.Publish(new TaskEvent(TaskEventKind.Done, ids[i]));
            }
        }

        audit.Tell(actor, AuditActions.DeleteTask, [.. ids.Where((_, index) => changes[index] == TaskChange.Changed)]);
        return changes;
    }
}
