namespace Errand.Dashboard.Pages.Compare;

/// <summary>A value of one task.</summary>
/// <param name="Text">As it is stored; null: the task does not have it.</param>
/// <param name="Difference">How far a number is from that of the first task: <c>+0.05 (+0.08 %)</c>; null when there is nothing to say.</param>
public sealed record ComparedCell(string? Text, string? Difference);
