namespace Errand;

/// <summary>Submits tasks from C#. Registered by <c>AddErrand</c>, whatever roles the process has.</summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public interface ITaskClient
{
    /// <summary>Checks and stores a task; returns when it is stored durably.</summary>
    /// <param name="type">The public name of a mapped task type.</param>
    /// <param name="args">What serializes to the args object: an anonymous object, a record, a dictionary or a JSON element. Member names
    /// are taken as they are written for
    /// anonymous objects and dictionaries. Null: no arguments.</param>
    /// <param name="options">How to treat it.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent to the store is stored anyway.</param>
    /// <exception cref="InvalidTaskException">The type is not mapped, or arguments or options are wrong; nothing is stored.</exception>
    Task<TaskId> SubmitAsync(
        string type, object? args = null, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The task as it stands, or null when there is none or it has expired.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TaskView?> FindAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Waits until the task is done. Null when there is none, or it expired meanwhile.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops waiting; the task goes on.</param>
    /// <exception cref="OperationCanceledException">The token fired, or the server stopped, or the run that waits was asked to stop, before
    /// the task was done.</exception>
    /// <remarks>Called from a task's function, it gives the run's slot to other tasks until the wait is over, and returns when the run has
    /// a slot again.</remarks>
    Task<TaskView?> WaitAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Opens the result of a task, or a part of it, however large. Null when there is no such task, it has expired, it is not done
    /// or it ended without a result. Read it asynchronously, and dispose of it.</summary>
    /// <param name="id">The task.</param>
    /// <param name="options">What of the result, and in which form; null: all, as JSON.</param>
    /// <param name="cancellationToken">Stops the search for what is wanted.</param>
    /// <exception cref="ArgumentException">The options are out of range, or <see cref="ResultOptions.Select"/> is not a JSON
    /// Pointer.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it.</exception>
    Task<Stream?> OpenResultAsync(TaskId id, ResultOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lines that the task's runs logged, oldest first. Null when there is no such task or it has expired.</summary>
    /// <param name="id">The task.</param>
    /// <param name="filter">Which lines; null: the first 100.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="ArgumentException">The filter is out of range, or its <see cref="TaskLogFilter.After"/> is no place in a
    /// log.</exception>
    Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Cancels a task: at once when it waits, through its function's cancellation token when it runs.</summary>
    /// <param name="id">The task.</param>
    /// <returns>False when there is no such task.</returns>
    Task<bool> CancelAsync(TaskId id);
}
