namespace Errand.Storage.Messages;

/// <summary>What a run reported since its last report.</summary>
/// <param name="Run">The run; a report of a run that lost its claim is dropped.</param>
/// <param name="Progress">0 to 1, or null when it reported none.</param>
/// <param name="Message">What it is doing.</param>
/// <param name="Lines">New lines of its log.</param>
internal sealed record ReportRequest(RunKey Run, double? Progress, string? Message, IReadOnlyList<TaskLogLine> Lines);
