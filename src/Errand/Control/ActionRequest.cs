using Errand.Lists;
using Errand.Storage.Control;

namespace Errand.Control;

/// <summary>A request to change many tasks, held to <see cref="ActionRules"/>.</summary>
/// <param name="Action">What is done with each of them.</param>
/// <param name="Keep">Until when, if they are kept.</param>
/// <param name="Ids">The tasks, each once; null if they are those of a search.</param>
/// <param name="Search">The search; it finds nothing if there are ids.</param>
/// <param name="Start">The search looks at tasks with smaller ids.</param>
/// <param name="Filter">What was asked for, as the audit log has it: JSON.</param>
internal sealed record ActionRequest(
    TaskAction Action, KeepRequest Keep, IReadOnlyList<TaskId>? Ids, TaskSearch Search, TaskId Start, string Filter);
