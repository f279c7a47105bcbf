namespace Errand.HistoryChecker;

/// <summary>A promise about each task.</summary>
internal abstract class TaskRule : HistoryRule
{
    public sealed override IEnumerable<Violation> Check(History history) =>
        history.Tasks.SelectMany(task => Evidence(task).Select(evidence => Broken($"task {task.Id}", evidence)));

    /// <summary>The violations in this task's history.</summary>
    protected abstract IEnumerable<string> Evidence(TaskHistory task);
}
