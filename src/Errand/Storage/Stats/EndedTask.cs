namespace Errand.Storage.Stats;

/// <summary>A task that ended without its handler.</summary>
internal readonly record struct EndedTask(TaskId Id, string Type, string Queue, OutcomeState Outcome);
