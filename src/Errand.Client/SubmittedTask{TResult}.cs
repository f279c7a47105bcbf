using System.Text.Json.Serialization.Metadata;

namespace Errand;

/// <summary>A task that was submitted, and what its result will be.</summary>
/// <typeparam name="TResult">The result.</typeparam>
public sealed class SubmittedTask<TResult>
{
    private readonly ErrandClient _client;
    private readonly JsonTypeInfo<TResult>? _type;

    internal SubmittedTask(ErrandClient client, TaskId id, JsonTypeInfo<TResult>? type)
    {
        _client = client;
        Id = id;
        _type = type;
    }

    /// <summary>The task.</summary>
    public TaskId Id { get; }

    /// <summary>Waits until the task is done, and reads its result.</summary>
    /// <param name="cancellationToken">Stops waiting; the task goes on.</param>
    /// <exception cref="TaskFailedException">The task failed or was cancelled.</exception>
    /// <exception cref="ResultUnavailableException">The task was deleted or has expired, or its result is not a
    /// <typeparamref name="TResult"/>.</exception>
    public Task<TResult> ResultAsync(CancellationToken cancellationToken = default) =>
        _client.ResultAsync(Id, _type, cancellationToken);

    /// <inheritdoc cref="ITaskClient.WaitAsync" path="/summary"/>
    /// <param name="cancellationToken">Stops waiting; the task goes on.</param>
    public Task<TaskView?> WaitAsync(CancellationToken cancellationToken = default) => _client.WaitAsync(Id, cancellationToken);

    /// <summary>What there is of the task, then what happens to it as it happens, until it is done or gone. When the connection breaks, it
    /// goes on where it was.</summary>
    /// <param name="cancellationToken">Stops following.</param>
    public IAsyncEnumerable<TaskUpdate> EventsAsync(CancellationToken cancellationToken = default) =>
        _client.FollowAsync(Id, null, cancellationToken);

    /// <inheritdoc cref="ITaskClient.CancelAsync" path="/summary"/>
    /// <returns>False when there is no such task any more.</returns>
    public Task<bool> CancelAsync() => _client.CancelAsync(Id);
}
