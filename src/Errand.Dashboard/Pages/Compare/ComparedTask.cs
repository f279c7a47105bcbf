namespace Errand.Dashboard.Pages.Compare;

/// <summary>A task that is compared.</summary>
/// <param name="Task">The task, with its arguments.</param>
/// <param name="Views">The plots of its result; none when it has no result.</param>
/// <param name="Type">Its type; null when this program does not have it.</param>
public sealed record ComparedTask(TaskView Task, IReadOnlyList<ResultView> Views, TaskTypeView? Type);
