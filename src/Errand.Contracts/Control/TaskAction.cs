namespace Errand;

/// <summary>What is done with each of many tasks.</summary>
public enum TaskAction
{
    /// <summary>Cancels tasks that wait or run.</summary>
    Cancel,

    /// <summary>Runs tasks again that failed or were cancelled.</summary>
    Retry,

    /// <summary>Deletes tasks that are done.</summary>
    Delete,

    /// <summary>Moves the expiry of tasks.</summary>
    Keep,
}
