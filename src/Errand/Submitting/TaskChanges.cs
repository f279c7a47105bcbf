using Errand.Control;

namespace Errand.Submitting;

/// <summary>What can be changed of stored tasks.</summary>
/// <param name="One">One task at a time.</param>
/// <param name="Many">Many tasks, by id or by search.</param>
internal sealed record TaskChanges(TaskControl One, TaskActions Many);
