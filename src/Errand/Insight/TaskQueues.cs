using Errand.Access;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Insight;

/// <summary>Shows queues, and pauses them.</summary>
internal sealed class TaskQueues(IQueueStore store, IViewStore views, IMemberStore members, TaskEvents events, AuditLog audit)
{
    /// <summary>How many names are searched for those that a mistyped one may mean.</summary>
    private const int MaxNames = 1000;

    public Task<IReadOnlyList<QueueView>> ListAsync(CancellationToken cancellationToken) => ListAsync(null, cancellationToken);

    /// <summary>Null when nothing was ever submitted to it.</summary>
    public async Task<QueueView?> FindAsync(string name, CancellationToken cancellationToken) =>
        await ListAsync(name, cancellationToken) is [var queue] ? queue : null;

    /// <summary>Null when nothing was ever submitted to it.</summary>
    public async Task<QueueView?> PauseAsync(string name, Actor actor)
    {
        if (!await store.SetPausedAsync(name, isPaused: true, actor.Audit()))
        {
            return null;
        }

        audit.Tell(actor, AuditActions.PauseQueue, name);
        events.PublishTasksChanged(name);
        return await FindAsync(name, CancellationToken.None);
    }

    /// <summary>Null when nothing was ever submitted to it.</summary>
    public async Task<QueueView?> ResumeAsync(string name, Actor actor)
    {
        if (!await store.SetPausedAsync(name, isPaused: false, actor.Audit()))
        {
            return null;
        }

        audit.Tell(actor, AuditActions.ResumeQueue, name);
        events.PublishQueueReady(name);
        events.PublishTasksChanged(name);
        return await FindAsync(name, CancellationToken.None);
    }

    /// <summary>The names of queues.</summary>
    public Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        views.FindQueuesAsync("", MaxNames, cancellationToken);

    private async Task<IReadOnlyList<QueueView>> ListAsync(string? name, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueueFacts> queues = await store.ListQueuesAsync(name, cancellationToken);
        LiveMember[] handlers =
        [
            .. (await members.ListMembersAsync(cancellationToken))
                .Where(member => member.Entry.Role == Members.Handler && !member.IsDraining),
        ];
        return [.. queues.Select(queue => ViewOf(queue, handlers))];
    }

    private static QueueView ViewOf(QueueFacts queue, IReadOnlyList<LiveMember> handlers)
    {
        MemberEntry[] serving = [.. handlers.Select(handler => handler.Entry).Where(handler => handler.Serves(queue.Name))];
        return new QueueView
        {
            Name = queue.Name,
            State = queue.IsPaused ? QueueState.Paused : serving.Length > 0 ? QueueState.Taking : QueueState.NoHandler,
            Ready = queue.Ready,
            Exact = queue.IsExact,
            OldestReadyAt = queue.OldestReadyAt,
            Later = queue.Later,
            Running = queue.Running,
            Slots = serving.Sum(handler => handler.Slots),
            Head = queue.Head?.Value,
        };
    }
}
