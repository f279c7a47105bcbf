namespace Errand.HistoryChecker;

/// <summary>A broken promise.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Subject">The task or key.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record Violation(string Rule, string Subject, string Evidence);
