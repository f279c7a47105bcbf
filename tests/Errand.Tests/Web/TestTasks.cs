using Errand.Storage.Messages;

namespace Errand.Tests.Web;

internal static class TestTasks
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);

    public static TaskRecord Waiting(long id, string type = "add", string args = """{"x":1,"y":2}""") => new()
    {
        Id = new TaskId(id),
        Type = new TaskType(type),
        Args = System.Text.Encoding.UTF8.GetBytes(args),
        Queue = "default",
        Priority = 0,
        MaxAttempts = 3,
        Tags = [],
        CreatedAt = Start,
        ExpiresAt = DateTimeOffset.MaxValue.AddDays(-1),
        Status = TaskState.Waiting,
        Reason = TaskReason.Ready,
    };

    public static TaskRecord Running(long id) => Waiting(id) with
    {
        Status = TaskState.Running,
        Reason = null,
        Attempt = 1,
        StartedAt = Start.AddSeconds(1),
        Handler = new MemberId(Guid.Parse("a3f90000-0000-0000-0000-000000000001")),
        Progress = 0.25,
        ProgressMessage = "a quarter",
    };

    /// <summary>Succeeded at the second try.</summary>
    public static TaskRecord Done(long id) => Running(id) with
    {
        Status = TaskState.Done,
        Outcome = OutcomeState.Succeeded,
        Attempt = 2,
        FinishedAt = Start.AddSeconds(2),
        Error = new TaskError(TaskErrorKind.Permanent, "The disk was <full>", 1, Start.AddSeconds(1)),
    };

    public static TaskRecord Failed(long id) => Done(id) with { Outcome = OutcomeState.Failed };

    public static TaskRecord Cancelled(long id) => Done(id) with { Outcome = OutcomeState.Cancelled };
}
