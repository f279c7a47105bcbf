namespace Errand.Signals;

/// <summary>A request that the web role of this process refused.</summary>
/// <param name="Problem">The slug of what it was answered, or its status where it has none.</param>
/// <param name="IsOfSubmission">It was to submit tasks.</param>
/// <param name="IsOfAccess">Its sender may not do this, or not from there.</param>
internal readonly record struct Refusal(string Problem, bool IsOfSubmission, bool IsOfAccess);
