namespace Errand;

/// <summary>What the store made of a finish.</summary>
/// <param name="Verdict">Whether the claim still held.</param>
/// <param name="Outcome">How the task ended, when this finish ended it.</param>
/// <param name="DueAt">When it will be tried again, when it will.</param>
internal readonly record struct FinishAnswer(FinishVerdict Verdict, OutcomeState? Outcome = null, DateTimeOffset? DueAt = null);

internal enum FinishVerdict
{
    /// <summary>Written down now.</summary>
    Applied,

    /// <summary>This very finish was written down before; its answer was lost.</summary>
    Already,

    /// <summary>The claim was taken over: nothing was written, and what the run did counts for nothing.</summary>
    Stale,
}
