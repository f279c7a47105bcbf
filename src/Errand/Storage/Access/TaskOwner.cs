namespace Errand.Storage.Access;

/// <summary>What of a task decides who may do what with it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Owner">The subject of who submitted it; null when it has no owner.</param>
internal readonly record struct TaskOwner(TaskId Id, string Type, string? Owner);
