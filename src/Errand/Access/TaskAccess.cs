using Errand.Storage;
using Errand.Storage.Access;
using Errand.Types;

namespace Errand.Access;

/// <summary>Decides who may do what with which task. The store is asked only where scopes alone do not decide.</summary>
internal sealed class TaskAccess(IReadStore store, TaskRegistry registry)
{
    /// <summary>The scope that submitting a task of a type needs.</summary>
    public string ScopeOf(string type) => registry.Find(type)?.Scope ?? Scopes.Submit + type;

    public ValueTask<AccessVerdict> FindAsync(Principal by, TaskNeed need, TaskId id, CancellationToken cancellationToken) =>
        ByScopes(by.Scopes, need) is { } verdict
            ? ValueTask.FromResult(verdict)
            : new ValueTask<AccessVerdict>(LookAsync(by, need, id, cancellationToken));

    /// <summary>The same for several tasks.</summary>
    public async Task<AccessSplit> SplitAsync(
        Principal by, TaskNeed need, IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        if (ByScopes(by.Scopes, need) is { } verdict)
        {
            return verdict.Missing is null ? new AccessSplit(ids, 0) : new AccessSplit([], ids.Count);
        }

        IReadOnlyList<TaskOwner> owners = await store.FindOwnersAsync(ids, cancellationToken);
        AccessVerdict[] verdicts = [.. owners.Select(task => Judge(by, need, task))];
        return new AccessSplit(
            [.. owners.Where((_, index) => verdicts[index] == AccessVerdict.Allowed).Select(task => task.Id)],
            verdicts.Count(each => each.Missing is not null));
    }

    /// <summary>The verdict on every task; null if it depends on the task.</summary>
    private static AccessVerdict? ByScopes(Scopes scopes, TaskNeed need) => need switch
    {
        TaskNeed.Read => scopes.CanRead ? AccessVerdict.Allowed : scopes.CanReadOwn ? null : AccessVerdict.Without(Scopes.ReadOwn),
        TaskNeed.Act => scopes.CanAct ? AccessVerdict.Allowed : scopes.CanActOwn ? null : AccessVerdict.Without(Scopes.ActOwn),
        _ => scopes.IsAll ? AccessVerdict.Allowed : scopes.CanReadOwn ? null : AccessVerdict.Without(Scopes.ReadOwn),
    };

    private async Task<AccessVerdict> LookAsync(Principal by, TaskNeed need, TaskId id, CancellationToken cancellationToken) =>
        await store.FindOwnersAsync([id], cancellationToken) is [var task] ? Judge(by, need, task) : AccessVerdict.Unknown;

    private AccessVerdict Judge(Principal by, TaskNeed need, TaskOwner task)
    {
        bool isOwn = task.Owner == by.Subject;
        return !isOwn && !by.Scopes.CanRead ? AccessVerdict.Unknown
            : need == TaskNeed.Submit ? ScopeOf(task.Type) is var scope && by.Scopes.Allows(scope)
                ? AccessVerdict.Allowed
                : AccessVerdict.Without(scope)
            : need == TaskNeed.Act && !isOwn ? AccessVerdict.Without(Scopes.Act)
            : AccessVerdict.Allowed;
    }
}
