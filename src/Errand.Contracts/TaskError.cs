namespace Errand;

/// <summary>What went wrong in the last attempt that failed. Never a stack trace: that stands in the server's log.</summary>
/// <param name="Kind">One of <see cref="TaskErrorKind"/>.</param>
/// <param name="Message">For people. A time-out's message says "timed out".</param>
/// <param name="Attempt">The attempt that failed, from 1.</param>
/// <param name="At">When it failed (UTC).</param>
public sealed record TaskError(string Kind, string Message, int Attempt, DateTimeOffset At);
