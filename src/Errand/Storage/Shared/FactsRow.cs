using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads a task from a row of a store's scan. Columns of a facet that was not asked for are null.</summary>
internal readonly struct FactsRow(IColumns row)
{
    /// <summary>The first column after those of a task.</summary>
    public const int Next = 18;

    public TaskFacts Read()
    {
        byte[] args = row.IsNull(15) ? [] : row.GetBytes(15);
        byte[] error = row.IsNull(16) ? [] : row.GetBytes(16);
        OutcomeState? outcome = row.IsNull(9) ? null : (OutcomeState)row.GetInt32(9);
        TaskState status = outcome is not null ? TaskState.Done
            : !row.IsNull(10) && row.GetBoolean(10) ? TaskState.Running
            : TaskState.Waiting;
        int attempt = row.IsNull(8) ? 0 : row.GetInt32(8);
        return new TaskFacts
        {
            Id = new TaskId(row.GetInt64(0)),
            CreatedAt = row.GetInstant(1),
            IsExpired = row.GetBoolean(2),
            Type = row.GetString(3),
            Priority = QueuePlace.Negate(row.GetInt32(4)),
            Tags = row.IsNull(5) ? [] : TagText.Read(row.GetString(5)),
            Queue = row.IsNull(6) ? "" : row.GetString(6),
            Attempt = attempt,
            Outcome = outcome,
            Status = status,
            Reason = ReasonOf(status, attempt),
            Handler = row.IsNull(13) ? null : row.GetHandler(13),
            FinishedAt = row.IsNull(14) ? null : row.GetInstant(14),
            Args = args,
            ErrorMessage = error.Length == 0 ? null : RunErrorText.Read(error).Message,
            Bytes = args.Length + error.Length,
            Summary = row.IsNull(17) ? default : row.GetBytes(17),
        };
    }

    private string? ReasonOf(TaskState status, int attempt) => WaitReason.Of(
        status, isCancelled: !row.IsNull(11) && row.GetBoolean(11), waitsForInstant: !row.IsNull(12), attempt,
        isPaused: !row.IsNull(7) && row.GetBoolean(7));
}
