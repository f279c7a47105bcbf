using System.Data.Common;

namespace Errand.Storage;

/// <summary>Reads a row of a store's <c>Find</c>: both stores answer the same columns in the same order.</summary>
/// <param name="row">The row.</param>
/// <param name="instant">How this store keeps an instant.</param>
/// <param name="handler">How this store keeps a handler's id.</param>
internal readonly struct TaskRow(DbDataReader row, Func<int, DateTimeOffset> instant, Func<int, HandlerId> handler)
{
    public TaskRecord Read(TaskId id)
    {
        OutcomeState? outcome = row.IsDBNull(10) ? null : (OutcomeState)row.GetInt32(10);
        var isRunning = row.GetBoolean(11);
        return new TaskRecord
        {
            Id = id,
            Type = new TaskType(row.GetString(0)),
            Args = row.GetFieldValue<byte[]>(1),
            Queue = row.GetString(2),
            Priority = -row.GetInt32(3),
            MaxAttempts = row.GetInt32(4),
            Tags = row.IsDBNull(5) ? [] : TagText.Read(row.GetString(5)),
            CreatedAt = instant(6),
            ExpiresAt = instant(7),
            Attempt = row.GetInt32(9),
            Outcome = outcome,
            Status = outcome is not null ? TaskState.Done : isRunning ? TaskState.Running : TaskState.Waiting,
            Reason = outcome is not null ? null : isRunning ? RunningReason() : WaitingReason(),
            RunAt = InstantOrNull(12),
            StartedAt = InstantOrNull(14),
            Handler = row.IsDBNull(15) ? null : handler(15),
            // What succeeded is complete, whether or not it told how far it was.
            Progress = outcome == OutcomeState.Succeeded ? 1 : row.IsDBNull(16) ? null : row.GetDouble(16),
            ProgressMessage = row.IsDBNull(17) ? null : row.GetString(17),
            FinishedAt = InstantOrNull(18),
            ResultBytes = row.IsDBNull(19) ? null : row.GetInt64(19),
            Result = row.IsDBNull(20) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(20),
            Error = Error(),
        };
    }

    private string? RunningReason() => row.GetBoolean(13) ? TaskReason.Cancelling : null;

    private string WaitingReason()
    {
        var (waitsForAnInstant, attempt, isPaused) = (!row.IsDBNull(12), row.GetInt32(9), row.GetBoolean(8));
        return waitsForAnInstant
            ? attempt == 0 ? TaskReason.Scheduled : TaskReason.Retry
            : isPaused ? TaskReason.Paused : TaskReason.Ready;
    }

    private TaskError? Error()
    {
        if (row.IsDBNull(21))
        {
            return null;
        }

        var error = RunErrorText.Read(row.GetFieldValue<byte[]>(21));
        return new TaskError(error.Kind, error.Message, row.GetInt32(22), instant(23));
    }

    private DateTimeOffset? InstantOrNull(int column) => row.IsDBNull(column) ? null : instant(column);
}
