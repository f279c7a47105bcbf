namespace Errand.Storage.Control;

/// <summary>What a request to cancel a task did.</summary>
/// <param name="Verdict">What became of the task.</param>
/// <param name="Type">Its type; null unless it is done now.</param>
/// <param name="Queue">Where it waited; null unless it is done now.</param>
internal readonly record struct CancelAnswer(CancelVerdict Verdict, string? Type = null, string? Queue = null);
