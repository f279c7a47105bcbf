using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite;

/// <summary>Reads a row of <see cref="SqliteSql.Find"/>.</summary>
internal static class TaskRow
{
    public static TaskRecord Read(TaskId id, SqliteDataReader row)
    {
        OutcomeState? outcome = row.IsDBNull(10) ? null : (OutcomeState)row.GetInt32(10);
        var isRunning = row.GetBoolean(11);
        return new TaskRecord
        {
            Id = id,
            Type = new TaskType(row.GetString(0)),
            Args = row.GetBytes(1),
            Queue = row.GetString(2),
            Priority = -row.GetInt32(3),
            MaxAttempts = row.GetInt32(4),
            Tags = row.IsDBNull(5) ? [] : TagText.Read(row.GetString(5)),
            CreatedAt = row.GetInstant(6),
            ExpiresAt = row.GetInstant(7),
            Attempt = row.GetInt32(9),
            Outcome = outcome,
            Status = outcome is not null ? TaskState.Done : isRunning ? TaskState.Running : TaskState.Waiting,
            Reason = outcome is not null ? null : isRunning ? RunningReason(row) : WaitingReason(row),
            RunAt = row.GetInstantOrNull(12),
            StartedAt = row.GetInstantOrNull(14),
            Handler = row.IsDBNull(15) ? null : row.GetHandler(15),
            // What succeeded is complete, whether or not it told how far it was.
            Progress = outcome == OutcomeState.Succeeded ? 1 : row.IsDBNull(16) ? null : row.GetDouble(16),
            ProgressMessage = row.IsDBNull(17) ? null : row.GetString(17),
            FinishedAt = row.GetInstantOrNull(18),
            ResultBytes = row.IsDBNull(19) ? null : row.GetInt64(19),
            Result = row.IsDBNull(20) ? (ReadOnlyMemory<byte>?)null : row.GetBytes(20),
            Error = Error(row),
        };
    }

    private static string? RunningReason(SqliteDataReader row) => row.GetBoolean(13) ? TaskReason.Cancelling : null;

    private static string WaitingReason(SqliteDataReader row)
    {
        var (waitsForAnInstant, attempt, isPaused) = (!row.IsDBNull(12), row.GetInt32(9), row.GetBoolean(8));
        return waitsForAnInstant
            ? attempt == 0 ? TaskReason.Scheduled : TaskReason.Retry
            : isPaused ? TaskReason.Paused : TaskReason.Ready;
    }

    private static TaskError? Error(SqliteDataReader row)
    {
        if (row.IsDBNull(21))
        {
            return null;
        }

        var error = RunErrorText.Read(row.GetBytes(21));
        return new TaskError(error.Kind, error.Message, row.GetInt32(22), row.GetInstant(23));
    }
}
