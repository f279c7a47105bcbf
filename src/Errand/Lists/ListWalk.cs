using Errand.Storage;
using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>Goes through the tasks by falling id, and finds those of a search.</summary>
/// <param name="store">What it reads.</param>
/// <param name="search">What it looks for.</param>
/// <param name="budget">How far it may go.</param>
/// <param name="before">Where it begins: with the largest id below this one.</param>
internal sealed class ListWalk(IViewStore store, TaskSearch search, WalkBudget budget, TaskId before)
{
    private TaskId _before = before.Value <= search.LargestId ? before : new TaskId(search.LargestId + 1);

    /// <summary>The last task that was looked at; null before the first.</summary>
    public TaskFacts? Last { get; private set; }

    /// <summary>Whether no task is left.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Looks at the next tasks, and returns those of the search.</summary>
    /// <param name="enough">How many the caller can use. If all tasks belong to the search, no more are read.</param>
    /// <param name="now">When the tasks are judged.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<IReadOnlyList<TaskFacts>> NextAsync(int enough, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int chunk = budget.NextChunk();
        if (search.IsForAll)
        {
            chunk = Math.Min(chunk, enough);
        }

        ScanAnswer found = await store.ScanAsync(
            new ScanRequest(search.Place, _before, chunk, search.Needs, search.Owner), cancellationToken);
        budget.Spend(found.Tasks.Count, areLarge: !found.IsAtEnd && found.Tasks.Count < chunk);
        if (found.Tasks.Count > 0)
        {
            Last = found.Tasks[^1];
            _before = Last.Id;
        }

        IsAtEnd = found.IsAtEnd || _before.Value <= search.SmallestId;
        return [.. found.Tasks.Where(task => search.Matches(task, now))];
    }

    /// <summary>Counts the tasks of the search, from here on.</summary>
    /// <param name="most">The count goes no further.</param>
    /// <param name="now">When the tasks are judged.</param>
    /// <param name="cancellationToken">Stops the reads.</param>
    public async Task<TaskCount> CountAsync(int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int count = 0;
        while (count <= most && !IsAtEnd && !budget.IsSpent)
        {
            count += (await NextAsync(most + 1 - count, now, cancellationToken)).Count;
        }

        return new TaskCount(Math.Min(count, most), IsAtEnd && count <= most);
    }
}
