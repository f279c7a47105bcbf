using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Some tasks of a list, newest first.</summary>
public sealed record TaskListPage
{
    /// <summary>The tasks. Arguments and results over 1 KiB are left out; their sizes stand in their place.</summary>
    public required IReadOnlyList<TaskView> Items { get; init; }

    /// <summary>Where to go on, as <see cref="TaskListFilter.Cursor"/>; null at the end of the list. A page may be short, or empty, before
    /// the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }

    /// <summary>If the page is short because one request looks at no more than 100,000 tasks: the creation of the last task that was looked
    /// at. Else null.</summary>
    public DateTimeOffset? SearchedTo { get; init; }

    /// <summary>How many tasks there are, if <see cref="TaskListFilter.Count"/> asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TaskCount? Count { get; init; }
}
