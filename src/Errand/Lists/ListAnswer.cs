using Errand.Storage.Messages;

namespace Errand.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Tasks">By falling id; arguments and results only if they are small.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="SearchedTo">The creation of the last task that was looked at, if the page is short because the work would have become too
/// much.</param>
/// <param name="Count">If it was asked for.</param>
internal sealed record ListAnswer(IReadOnlyList<TaskRecord> Tasks, string? Next, DateTimeOffset? SearchedTo, TaskCount? Count);
