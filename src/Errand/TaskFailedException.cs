namespace Errand;

/// <summary>Thrown by a task's function to fail the task for good: no further attempt is made. Any other exception is retried while
/// attempts are left.</summary>
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
}
