using Errand.Access;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>Lists tasks, newest first, a page at a time.</summary>
internal sealed class TaskLists(IViewStore store, TimeProvider time)
{
    public const int MaxLimit = 200;

    public const int DefaultLimit = 50;

    /// <summary>Larger arguments and results are left out of a list, in bytes.</summary>
    public const int MaxInlineBytes = 1024;

    /// <summary>No count goes further.</summary>
    public const int MaxCount = 10_000;

    private static readonly TaskId AfterAll = new(long.MaxValue);

    /// <summary>Those that a caller may see. Null if the cursor was changed or belongs to another search.</summary>
    public async Task<ListAnswer?> ListAsync(ListRequest request, Principal by, CancellationToken cancellationToken)
    {
        request = request with { Search = request.Search.For(by) };
        TaskId before = AfterAll;
        if (request.Cursor is { } cursor && !ListCursor.TryRead(cursor, request.Search, out before))
        {
            return null;
        }

        var budget = new WalkBudget(time);
        ListAnswer page = await ReadAsync(request, before, budget, cancellationToken);
        if (!request.IsCounted)
        {
            return page;
        }

        var all = new ListWalk(store, request.Search, budget, AfterAll);
        return page with { Count = await all.CountAsync(MaxCount, time.GetUtcNow(), cancellationToken) };
    }

    private async Task<ListAnswer> ReadAsync(ListRequest request, TaskId before, WalkBudget budget, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var walk = new ListWalk(store, request.Search, budget, before);
        var found = new List<TaskFacts>();
        // One more than the page has tells whether another page follows.
        while (found.Count <= request.Limit && !walk.IsAtEnd && !budget.IsSpent)
        {
            IReadOnlyList<TaskFacts> next = await walk.NextAsync(request.Limit + 1 - found.Count, now, cancellationToken);
            // The arguments of a whole page could be too much to hold.
            found.AddRange(next.Select(task => task with { Args = default }));
        }

        bool isFull = found.Count > request.Limit;
        List<TaskFacts> shown = isFull ? found[..request.Limit] : found;
        TaskId? last = isFull ? shown[^1].Id : walk.IsAtEnd ? null : walk.Last?.Id;
        return new ListAnswer(
            await FindAsync(request.Search, shown, now, cancellationToken),
            last is { } id ? ListCursor.Write(id, request.Search) : null,
            isFull || walk.IsAtEnd ? null : walk.Last?.CreatedAt,
            Count: null);
    }

    /// <summary>Tasks that were found a moment ago, if they still belong to the search.</summary>
    private async Task<IReadOnlyList<TaskRecord>> FindAsync(
        TaskSearch search, List<TaskFacts> found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var facts = found.ToDictionary(task => task.Id);
        IReadOnlyList<TaskRecord> tasks = await store.FindManyAsync([.. facts.Keys], MaxInlineBytes, cancellationToken);
        return [.. tasks.Where(task => search.StillMatches(AsNow(facts[task.Id], task), now))];
    }

    /// <summary>A task as it is now. What never changes is not read again.</summary>
    private static TaskFacts AsNow(TaskFacts before, TaskRecord task) => before with
    {
        Status = task.Status,
        Outcome = task.Outcome,
        Reason = task.Reason,
        Attempt = task.Attempt,
        Handler = task.Handler,
        FinishedAt = task.FinishedAt,
        ErrorMessage = task.Error?.Message,
        Summary = task.Summary,
    };
}
