using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>One of the values of a term, as a question about a task.</summary>
/// <param name="Matches">Whether a task has the value, at this instant.</param>
internal sealed record SearchTest(Func<TaskFacts, DateTimeOffset, bool> Matches)
{
    /// <summary>Where all tasks are that have the value.</summary>
    public ScanPlace Place { get; init; } = ScanPlace.Anywhere;

    /// <summary>No task with a smaller id has the value.</summary>
    public long SmallestId { get; init; } = 1;

    /// <summary>No task with a larger id has the value.</summary>
    public long LargestId { get; init; } = long.MaxValue - 1;
}
