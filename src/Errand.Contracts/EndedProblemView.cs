using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Why a result was not answered: the task ended without one (<see cref="ProblemSlug.TaskNotSucceeded"/>).</summary>
public sealed record EndedProblemView : ProblemView
{
    /// <summary>How it ended.</summary>
    [JsonPropertyOrder(1)]
    public required OutcomeState? Outcome { get; init; }

    /// <summary>Of its last attempt that failed; null when it was cancelled before any failed.</summary>
    [JsonPropertyOrder(1)]
    public required TaskError? Error { get; init; }
}
