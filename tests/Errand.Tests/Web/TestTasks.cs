using Errand.Storage.Messages;
using Errand.Storage.Views;
using Errand.Tests.Storage;

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

    /// <summary>A waiting task stands behind two others for one slot, which is taken.</summary>
    public static TaskStanding StandingOf(TaskRecord task) => new()
    {
        Id = task.Id,
        Type = task.Type.Name,
        Queue = task.Queue,
        IsPaused = false,
        At = Start,
        Place = task.Status switch
        {
            TaskState.Done => TaskPlace.Outcome,
            TaskState.Running => TaskPlace.Lease,
            _ => TaskPlace.Ready,
        },
        Since = task.FinishedAt ?? task.StartedAt ?? task.CreatedAt,
        Attempt = task.Attempt,
        Outcome = task.Outcome,
        Error = task.Error?.Message,
        Ahead = 2,
        Handlers =
        [
            new StandingHandler(
                new MemberEntry
                {
                    Id = new MemberId(Guid.Parse("a3f90000-0000-0000-0000-000000000001")),
                    Role = "handler",
                    Host = "web-1",
                    Pid = 42,
                    Version = "1.0.0",
                    Slots = 1,
                    StartedAt = Start,
                },
                Held: 1, IsDraining: false, GoneAt: null),
        ],
    };

    /// <summary>A store with a live janitor, in which nothing waits.</summary>
    public static WorkFacts WorkOf(DateTimeOffset at) => new()
    {
        At = at,
        AcceptsWrites = true,
        Members =
        [
            new WorkMember(
                StoreSteps.Entry(MemberId.New(), 0, "janitor") with { Version = ErrandVersion.Text }, Held: 0, IsDraining: false,
                GoneAt: null, SignedOff: false, Lost: 0),
        ],
        Waiting = [],
    };

    public static TaskRecord Failed(long id) => Done(id) with { Outcome = OutcomeState.Failed };

    public static TaskRecord Cancelled(long id) => Done(id) with { Outcome = OutcomeState.Cancelled };
}
