using Errand.Access;
using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>The conditions that all tasks of a list meet.</summary>
internal sealed class TaskSearch
{
    private readonly SearchTerm[] _terms;
    private readonly SearchTerm[] _changing;

    /// <param name="terms">The conditions.</param>
    /// <param name="shown">What is read of the tasks besides what the conditions need.</param>
    /// <param name="owner">Whose tasks are looked at; null: everybody's.</param>
    public TaskSearch(IEnumerable<SearchTerm> terms, TaskFacets shown = TaskFacets.None, string? owner = null)
    {
        _terms = [.. terms];
        Owner = owner;
        _changing = [.. _terms.Where(term => !term.Needs.HasFlag(TaskFacets.Args))];
        Needs = _terms.Aggregate(shown, (needs, term) => needs | term.Needs);
        // The later in the enum, the fewer tasks are usually there.
        Place = owner is not null ? ScanPlace.Owned : _terms.Select(term => term.Place).Append(ScanPlace.Anywhere).Max();
        SmallestId = _terms.Select(term => term.SmallestId).Append(1).Max();
        LargestId = _terms.Select(term => term.LargestId).Append(long.MaxValue - 1).Min();
        Text = string.Join('\n', _terms.Select(term => term.Text).Order(StringComparer.Ordinal)) + (owner is null ? "" : $"\nowner:{owner}");
    }

    /// <summary>Whose tasks are looked at; null: everybody's.</summary>
    public string? Owner { get; }

    /// <summary>The same for equal searches, and another one for all others.</summary>
    public string Text { get; }

    public TaskFacets Needs { get; }

    public ScanPlace Place { get; }

    public long SmallestId { get; }

    public long LargestId { get; }

    public bool IsForAll => _terms.Length == 0;

    /// <summary>The same search among what a caller may see.</summary>
    public TaskSearch For(Principal by) => by.OnlyOwner is { } owner ? new TaskSearch(_terms, Needs, owner) : this;

    public bool Matches(TaskFacts task, DateTimeOffset now) => Matches(_terms, task, now);

    /// <summary>Whether a task still belongs to the search that it belonged to a moment ago. Its arguments are not needed: they never
    /// change.</summary>
    public bool StillMatches(TaskFacts task, DateTimeOffset now) => Matches(_changing, task, now);

    private static bool Matches(SearchTerm[] terms, TaskFacts task, DateTimeOffset now)
    {
        if (task.IsExpired)
        {
            return false;
        }

        foreach (SearchTerm term in terms)
        {
            if (!term.Matches(task, now))
            {
                return false;
            }
        }

        return true;
    }
}
