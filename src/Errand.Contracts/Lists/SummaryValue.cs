using System.Text.Json;

namespace Errand;

/// <summary>One task, as a point of a plot of many.</summary>
public sealed record SummaryValue
{
    /// <summary>The task.</summary>
    public required long Id { get; init; }

    /// <summary>The argument, or the instant of the creation as a string. Null if the task does not have the argument, or if that is an
    /// array, an object or larger than 1 KiB.</summary>
    public JsonElement? X { get; init; }

    /// <summary>The member of the summary; null if the summary does not have it, as that of a task that did not succeed.</summary>
    public JsonElement? Y { get; init; }

    /// <summary>How the task ended.</summary>
    public required OutcomeState Outcome { get; init; }

    /// <summary>Its tags, in the order in which they were given.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
