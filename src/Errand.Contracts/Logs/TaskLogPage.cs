using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Some lines of a task's log, oldest first.</summary>
public sealed record TaskLogPage
{
    /// <summary>The lines.</summary>
    public required IReadOnlyList<TaskLogEntry> Items { get; init; }

    /// <summary>Where to go on, as <see cref="TaskLogFilter.After"/>; null when these are the last lines so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}
