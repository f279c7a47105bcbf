namespace Errand;

/// <summary>The status, reason or attempt of the task changed. Also the first update, with what there is.</summary>
/// <param name="Task">The task. Of its arguments and result, only the sizes.</param>
public sealed record TaskStatusUpdate(TaskView Task) : TaskUpdate;
