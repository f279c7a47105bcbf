using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Makes the pieces of a timeline from the attempts of a task.</summary>
internal static class TimelinePieces
{
    public static IReadOnlyList<TimelinePiece> Of(TaskView task, IReadOnlyList<TaskAttempt> attempts, DateTimeOffset now)
    {
        var pieces = new List<TimelinePiece>();
        DateTimeOffset? end = null;
        foreach (TaskAttempt attempt in attempts)
        {
            if (end is { } before && attempt.WaitedFrom > before)
            {
                TimeSpan length = attempt.WaitedFrom - before;
                pieces.Add(new TimelinePiece("idle", $"done for {Amounts.Duration(length)}, then retried", before, length));
            }

            pieces.Add(WaitOf(attempt, now));
            if (attempt.StartedAt is not null)
            {
                pieces.Add(RunOf(task, attempt, now));
            }

            end = attempt.EndedAt;
        }

        return pieces;
    }

    private static TimelinePiece WaitOf(TaskAttempt attempt, DateTimeOffset now)
    {
        bool isLive = attempt.StartedAt is null && attempt.EndedAt is null;
        TimeSpan length = Length(attempt.WaitedFrom, attempt.StartedAt ?? attempt.EndedAt ?? now);
        string purpose = attempt.WaitReason switch
        {
            TaskReason.Retry => " for the next try",
            TaskReason.Scheduled when isLive => " until it is due",
            TaskReason.Scheduled => " until it was due",
            _ => "",
        };
        // One that was cancelled meanwhile was never due.
        bool isOver = attempt is { WaitReason: TaskReason.Scheduled, StartedAt: null, EndedAt: not null };
        string words = isLive ? $"waits{purpose}"
            : isOver ? $"waited {Amounts.Duration(length)}, and ended before it was due"
            : $"waited {Amounts.Duration(length)}{purpose}";
        return new TimelinePiece("wait", words, attempt.WaitedFrom, length) { IsLive = isLive };
    }

    private static TimelinePiece RunOf(TaskView task, TaskAttempt attempt, DateTimeOffset now)
    {
        DateTimeOffset start = attempt.StartedAt!.Value;
        bool isLive = attempt.EndedAt is null;
        TimeSpan length = Length(start, attempt.EndedAt ?? now);
        string name = task.Attempt > 1 ? $"try {attempt.Attempt}" : "run";
        string words = isLive
            ? $"{name} on {AttemptWords.HandlerOf(attempt)}"
            : $"{name} {AttemptWords.EndOf(attempt)} after {Amounts.Duration(length)}";
        return new TimelinePiece(AttemptWords.KindOf(attempt), words, start, length) { IsLive = isLive };
    }

    private static TimeSpan Length(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : TimeSpan.Zero;
}
