namespace Errand;

/// <summary>A task has failed for good. A task's function throws it to say so: no further attempt is made, while any other exception is
/// retried as long as attempts are left. Who waits for the result of a task is thrown it too.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Fails the task without a word of explanation.</summary>
    public TaskFailedException()
        : this("The task failed.")
    {
    }

    /// <summary>Fails the task.</summary>
    /// <param name="message">Shown with the task.</param>
    public TaskFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Fails the task.</summary>
    /// <param name="message">Shown with the task.</param>
    /// <param name="innerException">What led to it: its message follows, its stack is in the server's log only.</param>
    public TaskFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Reports how a task failed.</summary>
    /// <param name="error">What the server says about it.</param>
    public TaskFailedException(TaskError error)
        : base(error?.Message)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>What the server says about the task whose result was waited for. Null if that was cancelled, and when a function fails its
    /// own task.</summary>
    public TaskError? Error { get; }
}
