using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A row of a store's <c>FindAttempts</c>: what is known of the task, and one of its attempts, if there is any.</summary>
internal sealed record AttemptRow
{
    /// <summary>How many attempts to read from the log: one more than is shown, because each says since when the next one waited.</summary>
    public const int MaxLogged = TaskLimits.MaxAttemptsShown + 1;

    private const int Succeeded = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the task was submitted for a later instant.</summary>
    public required bool IsScheduled { get; init; }

    public required bool IsWaiting { get; init; }

    /// <summary>Null when the task has not had any.</summary>
    public int? Attempt { get; init; }

    /// <summary>Null when it ended while it waited.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>1 when it succeeded, null while it runs, else an <see cref="AttemptKind"/>.</summary>
    public int? Kind { get; init; }

    /// <summary>When somebody asked to run the task again after it.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    public TaskError? Error { get; init; }

    public MemberId? Handler { get; init; }

    public string? Host { get; init; }

    public int? Pid { get; init; }

    public static AttemptRow Read(IColumns row)
    {
        var task = new AttemptRow { CreatedAt = row.GetInstant(0), IsScheduled = !row.IsNull(1), IsWaiting = row.GetBoolean(2) };
        return row.IsNull(3) ? task : task with
        {
            Attempt = row.GetInt32(3),
            StartedAt = row.IsNull(4) ? null : row.GetInstant(4),
            EndedAt = row.IsNull(5) ? null : row.GetInstant(5),
            Kind = row.IsNull(6) ? null : row.GetInt32(6),
            Error = row.IsNull(7) ? null : ErrorOf(row),
            Handler = row.IsNull(8) ? null : row.GetHandler(8),
            Host = row.IsNull(9) ? null : row.GetString(9),
            Pid = row.IsNull(10) ? null : row.GetInt32(10),
            RetriedAt = row.IsNull(11) ? null : row.GetInstant(11),
        };
    }

    /// <summary>The attempts in order, and last the one that the task waits for; null when there is no task.</summary>
    public static IReadOnlyList<TaskAttempt>? ToAttempts(IReadOnlyList<AttemptRow> rows)
    {
        if (rows is not [var task, ..])
        {
            return null;
        }

        var attempts = new List<TaskAttempt>();
        (DateTimeOffset waitedFrom, string reason) = (task.CreatedAt, task.IsScheduled ? TaskReason.Scheduled : TaskReason.Ready);
        foreach (AttemptRow row in rows.Where(row => row.Attempt is not null).OrderBy(row => row.Attempt))
        {
            attempts.Add(row.ToAttempt(waitedFrom, reason));
            (waitedFrom, reason) = (row.RetriedAt ?? row.EndedAt ?? waitedFrom, row.ReasonOfNext());
        }

        if (task.IsWaiting)
        {
            attempts.Add(new TaskAttempt { WaitedFrom = waitedFrom, WaitReason = reason });
        }

        return attempts.Count > TaskLimits.MaxAttemptsShown ? attempts[^TaskLimits.MaxAttemptsShown..] : attempts;
    }

    private static TaskError ErrorOf(IColumns row)
    {
        RunError error = RunErrorText.Read(row.GetBytes(7));
        return new TaskError(error.Kind, error.Message, row.GetInt32(3), row.GetInstant(5));
    }

    private TaskAttempt ToAttempt(DateTimeOffset waitedFrom, string reason) => new()
    {
        Attempt = StartedAt is null ? null : Attempt,
        WaitedFrom = waitedFrom,
        WaitReason = reason,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        End = EndOf(Kind),
        Handler = Handler?.ToString(),
        Host = Host,
        Pid = Pid,
        Error = Error,
    };

    private string ReasonOfNext() => RetriedAt is null && Kind == (int)AttemptKind.HandedBack ? TaskReason.Ready : TaskReason.Retry;

    private static string EndOf(int? kind) => kind switch
    {
        null => TaskAttemptEnd.Running,
        Succeeded => TaskAttemptEnd.Succeeded,
        (int)AttemptKind.Failed => TaskAttemptEnd.Failed,
        (int)AttemptKind.WillRetry => TaskAttemptEnd.Retried,
        (int)AttemptKind.Cancelled => TaskAttemptEnd.Cancelled,
        (int)AttemptKind.HandlerLost => TaskAttemptEnd.Lost,
        (int)AttemptKind.HandedBack or (int)AttemptKind.NoSuchType => TaskAttemptEnd.HandedBack,
        _ => TaskAttemptEnd.Other,
    };
}
