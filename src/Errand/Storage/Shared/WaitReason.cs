namespace Errand.Storage.Shared;

/// <summary>Why a task waits, from where it is stored.</summary>
internal static class WaitReason
{
    /// <returns>One of <see cref="TaskReason"/>, or null.</returns>
    public static string? Of(TaskState status, bool isCancelled, bool waitsForInstant, int attempt, bool isPaused) => status switch
    {
        TaskState.Done => null,
        TaskState.Running => isCancelled ? TaskReason.Cancelling : null,
        _ when waitsForInstant => attempt == 0 ? TaskReason.Scheduled : TaskReason.Retry,
        _ => isPaused ? TaskReason.Paused : TaskReason.Ready,
    };
}
