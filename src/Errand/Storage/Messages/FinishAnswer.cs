namespace Errand.Storage.Messages;

/// <summary>What the store did with a finish.</summary>
/// <param name="Verdict">Whether the claim still held.</param>
/// <param name="Outcome">How the task ended, if this finish ended it, now or before.</param>
/// <param name="DueAt">When it will be tried again, if it will.</param>
internal readonly record struct FinishAnswer(FinishVerdict Verdict, OutcomeState? Outcome = null, DateTimeOffset? DueAt = null);
