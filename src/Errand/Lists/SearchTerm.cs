using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>A condition that tasks of a list meet: they have one of several values, or none of them.</summary>
/// <param name="text">Tells it from other conditions, within a cursor.</param>
/// <param name="needs">What a scan must read to judge a task.</param>
/// <param name="isNegated">Whether tasks must have none of the values.</param>
/// <param name="values">At least one.</param>
internal sealed class SearchTerm(string text, TaskFacets needs, bool isNegated, IReadOnlyList<SearchTest> values)
{
    public string Text => text;

    public TaskFacets Needs => needs;

    /// <summary>Where all tasks are that meet the condition.</summary>
    public ScanPlace Place => isNegated || values.Count > 1 ? ScanPlace.Anywhere : values[0].Place;

    public long SmallestId => isNegated ? 1 : values.Min(value => value.SmallestId);

    public long LargestId => isNegated ? long.MaxValue - 1 : values.Max(value => value.LargestId);

    public bool Matches(TaskFacts task, DateTimeOffset now)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Matches(task, now))
            {
                return !isNegated;
            }
        }

        return isNegated;
    }
}
