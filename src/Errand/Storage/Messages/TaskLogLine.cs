using Microsoft.Extensions.Logging;

namespace Errand.Storage.Messages;

/// <summary>One line of a task's own log.</summary>
/// <param name="Attempt">The run that wrote it.</param>
/// <param name="Number">From 1, per run.</param>
/// <param name="At">When it was written (UTC).</param>
/// <param name="Level">Its severity.</param>
/// <param name="Message">Its text.</param>
internal sealed record TaskLogLine(int Attempt, int Number, DateTimeOffset At, LogLevel Level, string Message);
