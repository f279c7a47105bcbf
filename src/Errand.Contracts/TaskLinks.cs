namespace Errand;

/// <summary>Where to go from a task: paths, or absolute addresses when the server knows its public base address.</summary>
/// <param name="Self">The task.</param>
/// <param name="Result">Its bare result.</param>
/// <param name="Events">Its events as they happen.</param>
/// <param name="View">Its page for people.</param>
public sealed record TaskLinks(string Self, string Result, string Events, string View);
