namespace Errand.Dashboard.Pages.Compare;

/// <summary>A value of one task.</summary>
/// <param name="Text">As it is stored; null: the task does not have it.</param>
/// <param name="Difference">How far a number is from that of the first task: <c>+0.05 (+0.08 %)</c>; null when there is nothing to say.</param>
/// <param name="IsDefault">Whether the task was submitted without it: the value is the default that its type has now.</param>
public sealed record ComparedCell(string? Text, string? Difference, bool IsDefault);
