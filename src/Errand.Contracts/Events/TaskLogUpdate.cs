namespace Errand;

/// <summary>The run logged a line. Each line comes once, in order.</summary>
/// <param name="Line">The line.</param>
public sealed record TaskLogUpdate(TaskLogEntry Line) : TaskUpdate;
