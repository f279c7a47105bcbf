namespace Errand;

/// <summary>How far a run has come, as its handler last reported it.</summary>
/// <param name="Value">0 to 1, or null when the handler reports none.</param>
/// <param name="Message">What the handler is at, for people.</param>
public sealed record TaskProgress(double? Value, string? Message);
