using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>Reads a task from a row of a store's <c>Find</c> or <c>FindMany</c>.</summary>
internal readonly struct TaskRow(IColumns row)
{
    public TaskRecord Read(TaskId id)
    {
        OutcomeState? outcome = row.IsNull(10) ? null : (OutcomeState)row.GetInt32(10);
        TaskState status = outcome is not null ? TaskState.Done : row.GetBoolean(11) ? TaskState.Running : TaskState.Waiting;
        return new TaskRecord
        {
            Id = id,
            Type = new TaskType(row.GetString(0)),
            Args = row.IsNull(1) ? default : row.GetBytes(1),
            ArgsBytes = row.IsNull(1) ? row.GetInt64(29) : null,
            Queue = row.GetString(2),
            Priority = QueuePlace.Negate(row.GetInt32(3)),
            MaxAttempts = row.GetInt32(4),
            Tags = row.IsNull(5) ? [] : TagText.Read(row.GetString(5)),
            CreatedAt = row.GetInstant(6),
            ExpiresAt = row.GetInstant(7),
            Attempt = row.GetInt32(9),
            Outcome = outcome,
            Status = status,
            Reason = WaitReason.Of(status, row.GetBoolean(13), !row.IsNull(12), row.GetInt32(9), row.GetBoolean(8)),
            RunAt = InstantOrNull(12),
            StartedAt = InstantOrNull(14),
            Handler = row.IsNull(15) ? null : row.GetHandler(15),
            // A task that succeeded is complete, whatever progress it reported.
            Progress = outcome == OutcomeState.Succeeded ? 1 : row.IsNull(16) ? null : row.GetDouble(16),
            ProgressMessage = row.IsNull(17) ? null : row.GetString(17),
            FinishedAt = InstantOrNull(18),
            ResultBytes = row.IsNull(19) ? null : row.GetInt64(19),
            Result = row.IsNull(20) ? (ReadOnlyMemory<byte>?)null : row.GetBytes(20),
            Error = Error(),
            Summary = row.IsNull(27) ? default : row.GetBytes(27),
            Trace = row.IsNull(28) ? null : TraceText.TraceIdOf(row.GetString(28)),
            Kept = row.GetBoolean(24) ? new TaskKeep(InstantOrNull(25), row.IsNull(26) ? null : row.GetString(26)) : null,
        };
    }

    private TaskError? Error()
    {
        if (row.IsNull(21))
        {
            return null;
        }

        RunError error = RunErrorText.Read(row.GetBytes(21));
        return new TaskError(error.Kind, error.Message, row.GetInt32(22), row.GetInstant(23));
    }

    private DateTimeOffset? InstantOrNull(int column) => row.IsNull(column) ? null : row.GetInstant(column);
}
