using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>Adds a result that is kept in parts to its task, for a reader who asked for all of it.</summary>
internal static class WholeResult
{
    /// <param name="task">As it was found, with a result that stood in its row.</param>
    /// <param name="maxBytes">No larger result is added.</param>
    /// <param name="openAsync">Opens its result.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Null when the task has expired meanwhile.</returns>
    public static async Task<TaskRecord?> AddAsync(
        TaskRecord? task, long maxBytes, Func<TaskId, CancellationToken, Task<Stream?>> openAsync, CancellationToken cancellationToken)
    {
        if (task is not { Result: null, ResultBytes: { } bytes } || bytes > maxBytes)
        {
            return task;
        }

        await using Stream? stream = await openAsync(task.Id, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        byte[] result = new byte[bytes];
        await stream.ReadExactlyAsync(result, cancellationToken);
        return task with { Result = result };
    }
}
