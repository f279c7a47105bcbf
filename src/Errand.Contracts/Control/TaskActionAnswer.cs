using System.Text.Json.Serialization;

namespace Errand;

/// <summary>What one call did with up to 1,000 tasks.</summary>
public sealed record TaskActionAnswer
{
    /// <summary>How many tasks were changed, or asked to stop.</summary>
    public required int Changed { get; init; }

    /// <summary>How many are as they were: there is no such task, or its state has no room for the action.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many the caller may see but not change. Always 0 while there is no access control.</summary>
    public required int Refused { get; init; }

    /// <summary>Where to go on, as <see cref="TaskActionRequest.Cursor"/>; null when no task is left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}
