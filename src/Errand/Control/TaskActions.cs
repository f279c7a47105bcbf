using Errand.Access;
using Errand.Lists;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Views;

namespace Errand.Control;

/// <summary>Changes many tasks, few in each commit: each as if it were changed alone, and only if the caller may. A caller who wants more
/// than one call does goes on with the answer's cursor: the server keeps nothing between two calls.</summary>
internal sealed class TaskActions(TaskControl control, TaskAccess access, IViewStore store, TimeProvider time)
{
    /// <summary>No call changes more tasks.</summary>
    public const int MaxTasks = 1000;

    /// <summary>So many in one commit: the store's other writers wait for it.</summary>
    private const int AtOnce = 100;

    /// <summary>Null when tasks are to be kept until an instant that is past by the store's clock; nothing was changed then.</summary>
    public async Task<TaskActionAnswer?> RunAsync(ActionRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var tally = new ActionTally();
        if (request.Ids is { } ids)
        {
            return await ChangeAsync(request, ids, tally, actor, cancellationToken) ? tally.Answer(next: null) : null;
        }

        DateTimeOffset now = time.GetUtcNow();
        var budget = new WalkBudget(time);
        TaskSearch search = request.Search.For(actor.By);
        var walk = new ListWalk(store, search, budget, request.Start);
        TaskId? last = null;
        while (last is null && tally.Total < MaxTasks && !walk.IsAtEnd && !budget.IsSpent)
        {
            int room = MaxTasks - tally.Total;
            IReadOnlyList<TaskFacts> found = await walk.NextAsync(room, now, cancellationToken);
            // What was just found is changed before the walk goes on: it is to be as it was judged.
            TaskId[] taken = [.. found.Take(room).Select(task => task.Id)];
            last = found.Count > taken.Length ? taken[^1] : null;
            if (!await ChangeAsync(request, taken, tally, actor, cancellationToken))
            {
                return null;
            }
        }

        last ??= walk.IsAtEnd ? null : walk.Last?.Id;
        return tally.Answer(last is { } id ? ListCursor.Write(id, request.Search) : null);
    }

    /// <summary>How many tasks a request is about, in whatever state they are, of those that the caller may see.</summary>
    public async Task<TaskActionCount> CountAsync(ActionRequest request, Principal by, CancellationToken cancellationToken)
    {
        if (request.Ids is { } ids)
        {
            AccessSplit seen = await access.SplitAsync(by, TaskNeed.Read, ids, cancellationToken);
            return new TaskActionCount((await store.FindManyAsync([.. seen.Allowed], 0, cancellationToken)).Count, Exact: true);
        }

        var walk = new ListWalk(store, request.Search.For(by), new WalkBudget(time), request.Start);
        TaskCount count = await walk.CountAsync(TaskLists.MaxCount, time.GetUtcNow(), cancellationToken);
        return new TaskActionCount(count.Value, count.Exact);
    }

    /// <returns>False when nothing was changed because it is too late to keep tasks until then.</returns>
    private async Task<bool> ChangeAsync(
        ActionRequest request, IReadOnlyList<TaskId> ids, ActionTally tally, Actor actor, CancellationToken cancellationToken)
    {
        foreach (TaskId[] some in ids.Chunk(AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AccessSplit split = await access.SplitAsync(
                actor.By, request.Action == TaskAction.Retry ? TaskNeed.Submit : TaskNeed.Act, some, cancellationToken);
            (int changed, bool isTooEarly) = split.Allowed.Count == 0 ? (0, false) : await ChangeAsync(request, split.Allowed, actor);
            if (isTooEarly && tally.Changed + changed == 0)
            {
                return false;
            }

            tally.Add(changed, some.Length - changed - split.Refused, split.Refused);
        }

        return true;
    }

    private async Task<(int Changed, bool IsTooEarly)> ChangeAsync(ActionRequest request, IReadOnlyList<TaskId> ids, Actor actor)
    {
        switch (request.Action)
        {
            case TaskAction.Cancel:
                IReadOnlyList<CancelVerdict> cancelled = await control.CancelAsync(ids, actor, request.Filter);
                return (cancelled.Count(verdict => verdict is CancelVerdict.Done or CancelVerdict.Signalled), false);
            case TaskAction.Retry:
                IReadOnlyList<TaskChange> retried = await control.RetryAsync(ids, actor, request.Filter);
                return (retried.Count(change => change == TaskChange.Changed), false);
            case TaskAction.Delete:
                IReadOnlyList<TaskChange> deleted = await control.DeleteAsync(ids, actor, request.Filter);
                return (deleted.Count(change => change == TaskChange.Changed), false);
            case TaskAction.Keep:
                IReadOnlyList<KeepVerdict> kept = await control.KeepAsync(ids, request.Keep);
                return (kept.Count(verdict => verdict == KeepVerdict.Kept), kept.Contains(KeepVerdict.TooEarly));
            default:
                throw new NotSupportedException($"There is no action {request.Action}.");
        }
    }
}
