namespace Errand.HistoryChecker;

/// <summary>A promise about each task by itself.</summary>
internal abstract class TaskRule : HistoryRule
{
    public sealed override IEnumerable<Violation> Check(History history) =>
        history.Tasks.SelectMany(task => Evidence(task).Select(evidence => Broken($"task {task.Id}", evidence)));

    /// <summary>What in this task's history breaks the promise.</summary>
    protected abstract IEnumerable<string> Evidence(TaskHistory task);
}
