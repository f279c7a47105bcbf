namespace Errand;

/// <summary>What became of a request to change a task.</summary>
public enum TaskChange
{
    /// <summary>There is no such task, or it has expired.</summary>
    UnknownTask,

    /// <summary>It was changed as requested.</summary>
    Changed,

    /// <summary>Nothing was changed, because the task still waits or runs.</summary>
    NotFinished,

    /// <summary>Nothing was changed, because the task has succeeded.</summary>
    Succeeded,
}
