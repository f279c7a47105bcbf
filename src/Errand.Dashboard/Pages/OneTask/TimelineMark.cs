namespace Errand.Dashboard.Pages.OneTask;

/// <summary>An instant in the life of a running task.</summary>
/// <param name="Kind"><c>typical</c> or <c>limit</c>.</param>
/// <param name="Words">What it is, for people.</param>
/// <param name="After">How long after the beginning of the run, milliseconds.</param>
/// <param name="X">Where it is, in percent of the picture; null: too far ahead to be drawn.</param>
public sealed record TimelineMark(string Kind, string Words, double After, string? X);
